import { expect, it } from "vitest";
import { blockingProblems } from "../../../src/provision/blocking-problems";
import type { Problem } from "../../../src/schema/problem";

const problem = (rule: string, severity: Problem["severity"] = "error"): Problem => ({
  rule,
  severity,
  file: "requests/hosting/HST-2026-0007.yaml",
  pointer: "",
  line: 1,
  column: 1,
  message: { id: "", en: "" },
  remedy: { id: "", en: "" },
});

it("every error forbids a run, but for conflicts, which leave out the younger request only", () => {
  const all = [
    problem("missing-letter"),
    problem("value-held-twice"),
    problem("subdomain-taken"),
    problem("alias-conflict"),
    problem("value-released"),
    problem("name-released"),
    problem("steps-order", "warning"),
  ];
  expect(blockingProblems(all).map(({ rule }) => rule)).toEqual([
    "missing-letter",
    "value-released",
    "name-released",
  ]);
});
