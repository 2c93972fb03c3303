import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import { describe, expect, test } from "vitest";
import { EngineError } from "../../../src/engine";
import { goalFromRequest } from "../../../src/engine/monitor/goal";
import { OUTPUT_VALUE, SECRET, SIGNATURE_KEY, UNKNOWN } from "../../../src/engine/values/value";

function request(
  change: (request: RegisterResourceRequest) => unknown = () => undefined,
): RegisterResourceRequest {
  const made = new RegisterResourceRequest();
  made.setType("shelf:index:Item");
  made.setName("a");
  made.setCustom(true);
  change(made);
  return made;
}

const goal = (change?: (request: RegisterResourceRequest) => unknown) =>
  goalFromRequest(request(change), ".", "/project");

describe("registrations that are refused", () => {
  const hooks = new RegisterResourceRequest.ResourceHooksBinding();
  hooks.addBeforeCreate("hook");
  const refused: [string, (request: RegisterResourceRequest) => unknown][] = [
    ["import ids", (r) => r.setImportid("id")],
    ["a remote component", (r) => r.setRemote(true)],
    ["replacementTrigger", (r) => r.setReplacementTrigger(Value.fromJavaScript("now"))],
    ["replaceWith", (r) => r.setReplaceWithList(["urn:pulumi:dev::p::t::x"])],
    ["envVarMappings", (r) => r.getEnvvarmappingsMap().set("A", "B")],
    ["transforms", (r) => r.setTransformsList([new Callback()])],
    ["state migrations", (r) => r.setStateMigrationsList([new Callback()])],
    ["resource hooks", (r) => r.setHooks(hooks)],
    ["a parameterized package", (r) => r.setPackageref("ref")],
    ["pluginDownloadURL", (r) => r.setPlugindownloadurl("https://example.org")],
    [
      "archives",
      (r) =>
        r.setObject(Struct.fromJavaScript({ a: { [SIGNATURE_KEY]: "0def7320c3a5731c473e5ecbe6d01bc7" } })),
    ],
    [
      "remote assets",
      (r) =>
        r.setObject(
          Struct.fromJavaScript({
            a: { [SIGNATURE_KEY]: "c44067f5952c0a294b673a41bacd8c17", uri: "https://example.org" },
          }),
        ),
    ],
    [
      "byte strings",
      (r) =>
        r.setObject(Struct.fromJavaScript({ a: { [SIGNATURE_KEY]: "803fd3297a5875dc03ca845dda5d2a98" } })),
    ],
  ];
  for (const [what, change] of refused)
    test(what, () => {
      expect(() => goal(change)).toThrow(EngineError);
      expect(() => goal(change)).toThrow(what);
    });
});

describe("registrations", () => {
  test("without property dependencies every property depends on everything", () => {
    const made = goal((r) => {
      r.setObject(Struct.fromJavaScript({ label: "x" }));
      r.setDependenciesList(["urn:b", "urn:a"]);
    });
    expect(made.dependencies).toEqual(["urn:a", "urn:b"]);
    expect(made.propertyDependencies).toEqual({ label: ["urn:a", "urn:b"] });
  });

  test("output values become what they hold: secret, unknown or plain", () => {
    const output = (more: Record<string, string | boolean>) => ({ [SIGNATURE_KEY]: OUTPUT_VALUE, ...more });
    const made = goal((r) =>
      r.setObject(
        Struct.fromJavaScript({
          known: output({ value: "v" }),
          hidden: output({ value: "s", secret: true }),
          later: output({}),
          number: "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        }),
      ),
    );
    expect(made.inputs).toEqual({
      known: "v",
      hidden: { [SIGNATURE_KEY]: SECRET, value: "s" },
      later: UNKNOWN,
      number: UNKNOWN,
    });
  });

  test("assets are held by the hash of their content, without the SDK's own mark", () => {
    const asset = { [SIGNATURE_KEY]: "c44067f5952c0a294b673a41bacd8c17", text: "hello", __pulumiAsset: true };
    const made = goal((r) => r.setObject(Struct.fromJavaScript({ asset })));
    expect(made.inputs.asset).toEqual({
      [SIGNATURE_KEY]: "c44067f5952c0a294b673a41bacd8c17",
      hash: "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
      text: "hello",
    });
  });

  test("timeouts are in seconds, delete-before-replace only counts when it was said", () => {
    const made = goal((r) => {
      const timeouts = new RegisterResourceRequest.CustomTimeouts();
      timeouts.setCreate("1h30m");
      r.setCustomtimeouts(timeouts);
    });
    expect(made.customTimeouts).toMatchObject({ create: 5400 });
    expect(made.deleteBeforeReplace).toBeUndefined();
    expect(goal((r) => r.setDeletebeforereplacedefined(true)).deleteBeforeReplace).toBe(false);
  });
});
