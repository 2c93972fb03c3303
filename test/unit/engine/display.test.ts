import { describe, expect, test } from "vitest";
import { type Outcome, outcomeJson, outcomeText, type Step } from "../../../src/engine";
import { lineDiff } from "../../../src/engine/display/line-diff";
import type { ResourceState } from "../../../src/engine/state/deployment";
import { secret, UNKNOWN, type ValueMap } from "../../../src/engine/values/value";

const STACK = "urn:pulumi:dev::p::pulumi:pulumi:Stack::p-dev";
const HOSTING = "urn:pulumi:dev::p::titip:index:Hosting::HST-1";
const HOST = "urn:pulumi:dev::p::titip:index:Hosting$titip:apache:VirtualHost::HST-1";
const OTHER = "urn:pulumi:dev::p::titip:index:Hosting$titip:dns:RecordSet::HST-1-address";

function state(urn: string, inputs: ValueMap, more: Partial<ResourceState> = {}): ResourceState {
  const type = urn.split("::")[2]?.split("$").pop() ?? "";
  return { urn, type, custom: urn !== STACK && urn !== HOSTING, inputs, outputs: inputs, ...more };
}

function step(operation: Step["operation"], urn: string, more: Partial<Step> = {}): Step {
  return { operation, urn, type: urn.split("::")[2]?.split("$").pop() ?? "", milliseconds: 1234, ...more };
}

function outcome(steps: Step[], more: Partial<Outcome> = {}): Outcome {
  return {
    ok: true,
    operation: "preview",
    preview: true,
    project: "p",
    stack: "dev",
    steps,
    summary: {},
    outputs: {},
    oldOutputs: {},
    diagnostics: [],
    milliseconds: 2500,
    writes: 0,
    cancelled: false,
    ...more,
  };
}

const parts = { parent: HOSTING };
const plan = outcome(
  [
    step("same", STACK, { old: state(STACK, {}), new: state(STACK, {}) }),
    step("create", "urn:pulumi:dev::p::pulumi:providers:titip::default", {}),
    step("same", HOSTING, {
      old: state(HOSTING, {}, { parent: STACK }),
      new: state(HOSTING, {}, { parent: STACK }),
    }),
    step("update", HOST, {
      old: state(
        HOST,
        { port: 80, text: "one\ntwo\nthree", pass: secret("old") },
        { ...parts, id: "web1/HST-1" },
      ),
      new: state(
        HOST,
        { port: 81, text: "one\n2\nthree", pass: secret("new") },
        { ...parts, id: "web1/HST-1" },
      ),
      detailed: {
        port: { kind: "update", inputDiff: true },
        text: { kind: "update", inputDiff: true },
        pass: { kind: "update-replace", inputDiff: true },
      },
    }),
    step("create", OTHER, { new: state(OTHER, { name: "a", values: ["10.0.0.1"], later: UNKNOWN }, parts) }),
  ],
  {
    summary: { same: 2, update: 1, create: 1 },
    outputs: { count: 2, url: UNKNOWN },
    oldOutputs: { count: 1, gone: "x" },
    diagnostics: [{ severity: "warning", message: "mind\nthe gap", urn: HOST }],
  },
);

describe("text for people", () => {
  test("a plan with differences", () => {
    expect(outcomeText(plan, { diff: true, color: false })).toBe(`\
Previewing update (dev):
     Type                            Name           Plan    Info
     pulumi:pulumi:Stack             p-dev
     └─ titip:index:Hosting          HST-1
 ~      ├─ titip:apache:VirtualHost  HST-1          update  [diff: ~pass,~port,~text]; 1 warning
 +      └─ titip:dns:RecordSet       HST-1-address  create

~ titip:apache:VirtualHost: (update)
    [id=web1/HST-1]
    [urn=${HOST}]
  +- pass: [secret] => [secret]
  ~ port: 80 => 81
  ~ text: (text)
        one
      - two
      + 2
        three

+ titip:dns:RecordSet: (create)
    [urn=${OTHER}]
    later: [unknown]
    name: "a"
    values: [
        [0]: "10.0.0.1"
    ]

Diagnostics:
  titip:apache:VirtualHost (HST-1):
    warning: mind
    the gap

Outputs:
  ~ count: 1 => 2
  - gone: "x"
  + url: [unknown]

Resources:
    ~ 1 to update
    + 1 to create
    2 changes. 2 unchanged
`);
  });

  test("an update: times, failures, duration", () => {
    const failed = step("create", OTHER, { new: state(OTHER, {}, parts), error: "refused" });
    const done = step("delete", HOST, { old: state(HOST, {}, parts) });
    const text = outcomeText(
      outcome([failed, done], {
        operation: "update",
        preview: false,
        ok: false,
        summary: { delete: 1 },
        diagnostics: [{ severity: "error", message: "refused", urn: OTHER }],
      }),
      { diff: false, color: false },
    );
    expect(text).toContain("**creating failed**  1 error");
    expect(text).toContain("deleted (1.23s)");
    expect(text).toContain("    error: refused");
    expect(text).toContain("Resources:\n    - 1 deleted\n\nDuration: 2.50s\n");
  });

  test("drift that a refresh found", () => {
    const old = state(HOST, { port: 80 }, parts);
    const found = step("refresh", HOST, { old, new: state(HOST, { port: 8080 }, parts), found: "update" });
    const gone = step("refresh", OTHER, { old: state(OTHER, {}, parts), found: "delete" });
    const text = outcomeText(outcome([found, gone], { operation: "refresh" }), { diff: true, color: false });
    expect(text).toContain("Previewing refresh (dev):");
    expect(text).toContain("port: 80 => 8080");
    expect(text).toMatch(/- {6}└─ titip:dns:RecordSet .* gone|- .*titip:dns:RecordSet .*gone/);
  });

  test("colour only when asked for, and nothing from outside steers the terminal", () => {
    const shouting = outcome([], {
      diagnostics: [{ severity: "info", message: "\u001b[2J\u001b]0;title\u0007hello\r" }],
    });
    const text = outcomeText(shouting, { diff: false, color: false });
    expect(text).not.toContain("\u001b");
    expect(text).not.toContain("\u0007");
    expect(text).toContain("hello");
    expect(outcomeText(plan, { diff: false, color: true })).toContain("\u001b[33m");
  });
});

describe("JSON like `pulumi preview --json`", () => {
  test("shown steps, reasons, summary; no secret, no sentinel in outputs", () => {
    const json = outcomeJson(plan);
    expect(json.steps.map(({ op, urn }) => [op, urn])).toEqual([
      ["same", STACK],
      ["update", HOST],
      ["create", OTHER],
    ]);
    expect(json.steps[1]).toMatchObject({
      diffReasons: ["port", "text", "pass"],
      detailedDiff: { pass: { kind: "update-replace", inputDiff: true } },
    });
    expect(json.changeSummary).toEqual({ same: 2, update: 1, create: 1 });
    expect(json.outputs).toEqual({ count: 2, url: "[unknown]" });
    expect(JSON.stringify(json)).not.toMatch(/"old"|"new"/);
  });
});

describe("line differences", () => {
  test("keep what is common, with a little around it", () => {
    const before = ["a", "b", "c", "d", "e", "f", "g", "h"].join("\n");
    const after = ["a", "b", "c", "d", "e", "f", "X", "h"].join("\n");
    expect(lineDiff(before, after).map(({ sign, text }) => sign + text)).toEqual([
      " d",
      " e",
      " f",
      "-g",
      "+X",
      " h",
    ]);
  });

  test("put together they give both texts", () => {
    const before = "x\ny\nz\nx\ny";
    const after = "y\nx\nz\nz\ny\nq";
    const lines = lineDiff(before, after);
    expect(
      lines
        .filter(({ sign }) => sign !== "+")
        .map(({ text }) => text)
        .join("\n"),
    ).toBe(before);
    expect(
      lines
        .filter(({ sign }) => sign !== "-")
        .map(({ text }) => text)
        .join("\n"),
    ).toBe(after);
  });
});
