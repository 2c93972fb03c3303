import { describe, expect, it } from "vitest";
import type { WantedResource } from "../../../src/plan/wanted-resources";
import { judgeResource, type Knowledge } from "../../../src/policy/judge-resource";
import type { Problem } from "../../../src/schema/problem";

const record = { zone: "example.go.id", name: "a.example.go.id", type: "A", ttl: 300, value: "10.0.0.5" };
const records: WantedResource = {
  ...{ request: "HST-2026-0001", type: "titip:dns:RecordSet", name: "HST-2026-0001", server: "ns1" },
  inputs: {
    request: "HST-2026-0001",
    server: "ns1",
    records: [record, { ...record, name: "b.example.go.id" }],
  },
};
const container: WantedResource = {
  ...{
    request: "HST-2026-0002",
    type: "docker:index/container:Container",
    name: "HST-2026-0002",
    server: "web1",
  },
  inputs: { name: "hst-2026-0002", memory: 128, readOnly: true },
};

function knowledge(blocking: Problem[] = []): Knowledge {
  const wanted = [records, container].map((one) => [`${one.type} ${one.name}`, one] as const);
  return { wanted: new Map(wanted), blocking };
}

const judge = ({ type, name }: WantedResource, props: Record<string, unknown>, known = knowledge()) =>
  judgeResource(known, { type, name, props })?.en;

describe("a resource before it is made", () => {
  it("is let pass as it was approved, however its records are ordered", () => {
    expect(judge(records, records.inputs)).toBeUndefined();
    const turned = [...(records.inputs.records as object[])].reverse();
    expect(judge(records, { ...records.inputs, records: turned })).toBeUndefined();
  });

  it("is refused with the paths that differ", () => {
    const other = { ...records.inputs, records: [{ ...record, value: "10.0.0.66" }] };
    expect(judge(records, other)).toBe(
      "titip:dns:RecordSet of HST-2026-0001 does not hold what was approved: records. Change the request and have it approved",
    );
  });

  it("of another plugin is judged by what the request asks for only", () => {
    const made = {
      ...container.inputs,
      image: "sha256:1",
      networksAdvanced: [{ name: "x" }],
      __defaults: [],
    };
    expect(judge(container, made)).toBeUndefined();
    expect(judge(container, { ...made, readOnly: false })).toContain("approved: readOnly.");
  });

  it("is refused when no request has it", () => {
    expect(judge({ ...records, name: "HST-2026-6666" }, records.inputs)).toContain(
      "belongs to no approved request",
    );
    expect(judge({ ...container, type: "docker:index/volume:Volume" }, {})).toContain(
      "belongs to no approved",
    );
  });

  it.each(["pulumi:pulumi:Stack", "pulumi:providers:docker", "titip:index:Hosting", "random:index:Id"])(
    "%s is not judged",
    (type) => {
      expect(judge({ ...records, type }, {})).toBeUndefined();
    },
  );

  it("nothing is made while a problem forbids it", () => {
    const text = { id: "salah", en: "wrong" };
    const problem = {
      rule: "x",
      severity: "error",
      file: "requests/a.yaml",
      pointer: "",
      line: 3,
      column: 1,
    } as const;
    const blocked = knowledge([{ ...problem, message: text, remedy: text }]);
    expect(judge(records, records.inputs, blocked)).toBe(
      "1 problems forbid this; the first is requests/a.yaml:3: wrong. Look with titip check",
    );
  });
});
