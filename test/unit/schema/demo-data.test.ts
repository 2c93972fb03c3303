import { resolve } from "node:path";
import { expect, it } from "vitest";
import { loadSite } from "../../../src/schema/load-site";
import { printProblems } from "../../../src/schema/print";

const root = resolve(__dirname, "../../..");
const { site, problems } = loadSite(root);

it("the demo data centre has no problems", () => {
  expect(printProblems(problems, { format: "text", lang: "id", root })).toBe("");
});

it("the demo data centre shows requests of every state, from three agencies", () => {
  const requests = site.requests.map(({ data }) => data);
  const results = requests.map(({ steps }) => steps.decision?.result);
  expect(requests.length).toBeGreaterThanOrEqual(6);
  expect(new Set(requests.map(({ applicant }) => applicant.agency)).size).toBe(3);
  expect(results.filter((result) => result === "approved").length).toBeGreaterThanOrEqual(4);
  expect(results).toContain("rejected");
  const hosting = requests.filter(({ kind }) => kind === "hosting");
  expect(hosting.filter(({ steps }) => steps.assessment && !steps.decision)).toHaveLength(1);
  expect(hosting.filter(({ steps }) => !steps.assessment)).toHaveLength(1);
  const [colocation] = requests.filter(({ kind }) => kind === "colocation");
  expect(colocation && Object.keys(colocation.steps)).toEqual([
    "request",
    "disposition",
    "assessment",
    "form",
  ]);
});
