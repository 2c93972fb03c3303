import { describe, expect, test } from "vitest";
import { Targets } from "../../../src/engine/deploy/targets";
import { applyReplaceOnChanges, diffInputs, NO_DIFF, replaces } from "../../../src/engine/providers/diff";
import { createCrypter, openCrypter } from "../../../src/engine/secrets/passphrase";
import { fromDisk, toDisk } from "../../../src/engine/state/disk-form";
import { makeUrn, parseReference, parseUrn } from "../../../src/engine/urn";
import { ignoreChanges } from "../../../src/engine/values/ignore-changes";
import { parsePath, pathContains } from "../../../src/engine/values/path";
import {
  REFERENCE,
  SIGNATURE_KEY,
  secret,
  type Value,
  type ValueMap,
} from "../../../src/engine/values/value";
import { annotateSecrets, toStruct } from "../../../src/engine/values/wire";

describe("passphrase secrets", () => {
  test("round trip, and the salt text opens them again", async () => {
    const crypter = await createCrypter("kata sandi");
    const sealed = crypter.encrypt("rahasia");
    expect(sealed).toMatch(/^v1:[A-Za-z0-9+/]{16}:[A-Za-z0-9+/]+=*$/);
    expect(crypter.salt).toMatch(/^v1:[A-Za-z0-9+/]{11}=:v1:/);
    expect((await openCrypter("kata sandi", crypter.salt)).decrypt(sealed)).toBe("rahasia");
    await expect(openCrypter("lain", crypter.salt)).rejects.toThrow("incorrect passphrase");
  });

  test("a changed ciphertext is refused", async () => {
    const crypter = await createCrypter("x");
    const [version, nonce, text] = crypter.encrypt("rahasia").split(":");
    const bytes = Buffer.from(text ?? "", "base64");
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    expect(() => crypter.decrypt(`${version}:${nonce}:${bytes.toString("base64")}`)).toThrow(
      "incorrect passphrase",
    );
  });
});

describe("on disk", () => {
  test("secrets are ciphertext of their JSON and keep it while they don't change", async () => {
    const crypter = await createCrypter("x");
    const value: Value = { plain: 1, hidden: secret({ user: "u", list: [1, secret("two")] }) };
    const disk = toDisk(value, crypter);
    expect(JSON.stringify(disk)).not.toContain("two");
    expect(toDisk(value, crypter)).toEqual(disk);
    const loaded = fromDisk(disk, crypter);
    expect(loaded).toEqual({ plain: 1, hidden: secret({ user: "u", list: [1, "two"] }) });
    expect(toDisk(loaded, crypter)).toEqual(disk);
  });

  test("references name a package version, which is taken off again", async () => {
    const crypter = await createCrypter("x");
    const reference: Value = { [SIGNATURE_KEY]: REFERENCE, urn: "urn:pulumi:a", id: "1" };
    const disk = toDisk([reference], crypter);
    expect(disk).toEqual([{ ...reference, packageVersion: "" }]);
    expect(fromDisk(disk, crypter)).toEqual([reference]);
  });
});

describe("towards a provider", () => {
  const all = { keepUnknowns: true, keepSecrets: true, keepReferences: true };
  const reference: Value = { [SIGNATURE_KEY]: REFERENCE, urn: "urn:pulumi:a", id: "1" };

  test("what it does not accept is unwrapped", () => {
    const sent = toStruct(
      { s: secret("x"), r: reference },
      { ...all, keepSecrets: false, keepReferences: false },
    );
    expect(sent.toJavaScript()).toEqual({ s: "x", r: "1" });
    expect(toStruct({ s: secret("x"), r: reference }, all).toJavaScript()).toEqual({
      s: secret("x"),
      r: reference,
    });
  });

  test("what it gives back under the name of a secret is secret again", () => {
    const inputs = { a: secret("x"), deep: { b: secret("y"), c: "z" }, list: [secret("l")] };
    const outputs = { a: "x", deep: { b: "y", c: "z" }, list: ["l"], other: 1 };
    expect(annotateSecrets(outputs, inputs)).toEqual({
      a: secret("x"),
      deep: { b: secret("y"), c: "z" },
      list: secret(["l"]),
      other: 1,
    });
  });
});

describe("property paths", () => {
  test("are read and compared", () => {
    expect(parsePath('a.b[0]["c.d"].e')).toEqual(["a", "b", 0, "c.d", "e"]);
    expect(pathContains(parsePath("a[*].b"), parsePath("a[3].b.c"))).toBe(true);
    expect(pathContains(parsePath("a.b"), parsePath("a"))).toBe(false);
    expect(parsePath('["a \\"b\\""].foo-bar[0][1]')).toEqual(['a "b"', "foo-bar", 0, 1]);
    for (const wrong of ["a[", ".a", "a.", "a[x]", 'a["b]', "a..b"])
      expect(() => parsePath(wrong), wrong).toThrow("invalid property path");
    expect(pathContains(parsePath("a.*.c"), parsePath("a.b.c.d"))).toBe(true);
    expect(pathContains(parsePath("*"), parsePath("a[0]"))).toBe(true);
    expect(pathContains(parsePath('a["*"]'), parsePath("a[0]"))).toBe(true);
    expect(pathContains(parsePath("a[0]"), parsePath('a["0"]'))).toBe(false);
  });

  test("ignored ones keep their old value, or vanish", () => {
    const olds = { size: 1, tags: { a: "old" }, list: [{ x: 1, y: 1 }] };
    const news = { size: 2, tags: { a: "new", b: "new" }, list: [{ x: 2, y: 2 }], added: true };
    expect(ignoreChanges(news, olds, ["size", "tags.a", "list[*].x", "added"]).inputs).toEqual({
      size: 1,
      tags: { a: "old", b: "new" },
      list: [{ x: 1, y: 2 }],
    });
  });

  const ignoring: [string, ValueMap, ValueMap, string, ValueMap, boolean][] = [
    ["an element that only the new list has stays", { l: [1] }, { l: [2, 3] }, "l[1]", { l: [2, 3] }, false],
    [
      "an element that only the old list has stays away",
      { l: [1, 2] },
      { l: [3] },
      "l[1]",
      { l: [3] },
      false,
    ],
    ["an element beyond both lists is no matter", { l: [1] }, { l: [2] }, "l[7]", { l: [2] }, true],
    ["below an element that is not there", { l: [] }, { l: [{ x: 1 }] }, "l[0].x", { l: [{ x: 1 }] }, false],
    ["lists of other lengths, as far as both go", { l: [1, 2] }, { l: [3] }, "l[*]", { l: [1] }, false],
    [
      "all keys of an object",
      { m: { a: 1, b: 2 } },
      { m: { b: 3, c: 4 } },
      "m.*",
      { m: { a: 1, b: 2 } },
      true,
    ],
    [
      "one key in all objects",
      { m: { a: { x: 1 } } },
      { m: { a: { x: 2 } } },
      "m.*.x",
      { m: { a: { x: 1 } } },
      true,
    ],
    ["a key below one that is gone", { m: { a: 1 } }, {}, "m.a", {}, false],
    ["a key below one that is new goes", {}, { m: { a: 1 } }, "m.a", { m: {} }, true],
    ["a quoted key", { m: { "a.b": 1 } }, { m: { "a.b": 2 } }, 'm["a.b"]', { m: { "a.b": 1 } }, true],
    ["a key of what is no object any more", { m: { a: 1 } }, { m: 1 }, "m.a", { m: 1 }, false],
    ["no path at all", { a: 1 }, { a: 2 }, "a[", { a: 2 }, true],
  ];
  for (const [what, olds, news, path, expected, found] of ignoring)
    test(`ignored: ${what}`, () => {
      expect(ignoreChanges(news, olds, [path])).toEqual({ inputs: expected, missing: found ? [] : [path] });
    });

  test("ignored: inside what is secret, and a secret stays one", () => {
    const inside = ignoreChanges({ m: secret({ a: 2 }) }, { m: secret({ a: 1 }) }, ["m.a"]);
    expect(inside.inputs).toEqual({ m: secret({ a: 1 }) });
    const bared = ignoreChanges({ m: { a: 2 } }, { m: secret({ a: 1 }) }, ["m.a"]);
    expect(bared.inputs).toEqual({ m: { a: secret(1) } });
  });
});

describe("diffs", () => {
  test("by the engine look through secrecy", () => {
    expect(diffInputs({ a: "x" }, { a: secret("x") })).toEqual(NO_DIFF);
    expect(diffInputs({ a: 1, b: 1 }, { a: 2, c: 1 })).toMatchObject({
      changes: "some",
      detailed: { a: { kind: "update" }, b: { kind: "delete" }, c: { kind: "add" } },
    });
  });

  test("replaceOnChanges reaches below the top level", () => {
    const diff = {
      ...diffInputs({ a: { b: 1 } }, { a: { b: 2 } }),
      detailed: { "a.b": { kind: "update" as const, inputDiff: true } },
    };
    expect(replaces(applyReplaceOnChanges(diff, ["a.c"], false))).toBe(false);
    expect(replaces(applyReplaceOnChanges(diff, ["a.b"], false))).toBe(true);
  });
});

describe("names", () => {
  test("URNs carry the types of all parents but the stack", () => {
    const stack = makeUrn("dev", "p", undefined, "pulumi:pulumi:Stack", "p-dev");
    const outer = makeUrn("dev", "p", stack, "a:b:C", "outer");
    const inner = makeUrn("dev", "p", outer, "a:b:D", "in::ner");
    expect(inner).toBe("urn:pulumi:dev::p::a:b:C$a:b:D::in::ner");
    expect(parseUrn(inner)).toMatchObject({ type: "a:b:D", name: "in::ner", stack: "dev", project: "p" });
    expect(parseReference(`${outer}::id`)).toEqual({ urn: outer, id: "id" });
  });

  test("targets may hold wildcards", () => {
    const urn = "urn:pulumi:dev::p::a:b:C::web.1";
    expect(new Targets([]).has(urn)).toBe(true);
    expect(new Targets(["**web.1"]).has(urn)).toBe(true);
    expect(new Targets(["**web?1"]).has(urn)).toBe(false);
    expect(new Targets(["urn:pulumi:dev::p::a:b:C::*"]).has(urn)).toBe(true);
    expect(new Targets(["urn:*::web.1"]).has(urn)).toBe(false);
    expect(new Targets(["**nobody"]).unmatched([urn])).toEqual(["**nobody"]);
  });
});
