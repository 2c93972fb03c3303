import { describe, expect, test } from "vitest";
import { integrityProblems } from "../../../src/engine";
import { ENGINE_VERSION, magicOf } from "../../../src/engine/state/deployment";

const STACK = "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev";
const PROVIDER = "urn:pulumi:dev::p::pulumi:providers:shelf::default";
const A = "urn:pulumi:dev::p::shelf:index:Item::a";
const B = "urn:pulumi:dev::p::shelf:index:Item::b";

const manifest = { time: "", version: ENGINE_VERSION, magic: magicOf(ENGINE_VERSION) };
const stack = { urn: STACK, custom: false, type: "pulumi:pulumi:Stack" };
const provider = { urn: PROVIDER, custom: true, type: "pulumi:providers:shelf", id: "1" };
const item = (urn: string, more: object = {}) => ({
  urn,
  custom: true,
  type: "shelf:index:Item",
  id: "x",
  parent: STACK,
  provider: `${PROVIDER}::1`,
  ...more,
});

/** The rules of protocol §6, each with a deployment that breaks nothing else. */
describe("integrity of deployments", () => {
  test("a good one", () => {
    const resources = [
      stack,
      provider,
      item(A),
      item(B, { dependencies: [A], propertyDependencies: { x: [A] }, deletedWith: A }),
    ];
    expect(integrityProblems({ manifest, resources })).toEqual([]);
    expect(integrityProblems({ manifest })).toEqual([]);
  });

  test("a URN may repeat when all but one are to be deleted", () => {
    const resources = [stack, provider, item(A), item(A, { delete: true }), item(A, { delete: true })];
    expect(integrityProblems({ manifest, resources })).toEqual([]);
  });

  const broken: [string, object[], string][] = [
    ["the parent comes later", [provider, item(A), stack], "parent"],
    ["a dependency comes later", [stack, provider, item(B, { dependencies: [A] }), item(A)], "dependency"],
    [
      "a property dependency is missing",
      [stack, provider, item(B, { propertyDependencies: { x: [A] } })],
      "property dependency",
    ],
    ["deletedWith is missing", [stack, provider, item(B, { deletedWith: A })], "deletedWith"],
    ["the provider comes later", [stack, item(A), provider], "provider"],
    ["the provider has another id", [stack, provider, item(A, { provider: `${PROVIDER}::2` })], "provider"],
    ["a component has an id", [{ ...stack, id: "x" }], "component"],
    ["a provider has none", [stack, { ...provider, id: "" }], "a provider must have an id"],
    ["a URN stands twice", [stack, provider, item(A), item(A)], "twice"],
    ["something is no URN", [stack, { ...stack, urn: "x" }], "not a URN"],
  ];
  for (const [name, resources, words] of broken)
    test(name, () => {
      const problems = integrityProblems({ manifest, resources });
      expect(problems).toHaveLength(1);
      expect(problems[0]?.message).toContain(words);
    });

  test("the magic does not fit the version", () => {
    expect(integrityProblems({ manifest: { ...manifest, magic: "0" } })).toEqual([
      { urn: "", message: "the manifest's magic is not the SHA-256 of its version" },
    ]);
  });
});
