import { expect, test } from "vitest";
import { loadSite } from "../../../src/schema/load-site";
import { printProblems } from "../../../src/schema/print";

test("the demo data centre has no problems", () => {
  const root = process.env.SITE ?? process.cwd();
  const { site, problems } = loadSite(root);
  expect(printProblems(problems, { format: "text", lang: "id", root })).toBe("");
  const states = site.requests.map(({ data }) => Object.keys(data.steps).at(-1));
  expect(new Set(states)).toEqual(new Set(["closure", "decision", "assessment", "registration"]));
});
