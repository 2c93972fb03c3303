import { describe, expect, test } from "vitest";
import { printProblems } from "../../../src/schema/print";
import type { Problem } from "../../../src/schema/problem";
import { check, edited, firstRequest, withSite } from "./support/site-folder";

const hostile: Problem = {
  rule: "wrong-value",
  severity: "warning",
  file: "requests/hosting/a%b,c:d\n::error::x\x1b[31m.yaml",
  pointer: "/zone",
  line: 3,
  column: 7,
  message: { id: "salah\n::stop-commands::x", en: "wrong\n::stop-commands::x" },
  remedy: { id: "Perbaiki.", en: "Correct it." },
  found: "x\x1b[2J\u202ey",
};

test("nothing wrong prints nothing, as json an empty list", () => {
  const options = { lang: "id", root: "." } as const;
  expect(printProblems([], { ...options, format: "text" })).toBe("");
  expect(printProblems([], { ...options, format: "github" })).toBe("");
  expect(printProblems([], { ...options, format: "json" })).toBe("[]\n");
});

describe("github", () => {
  test("what a file says cannot speak to the runner", () => {
    const text = printProblems([hostile], { format: "github", lang: "en", root: "." });
    expect(text.split("\n")).toHaveLength(2);
    expect(text).toBe(
      "::warning file=requests/hosting/a%25b%2Cc%3Ad%0A%3A%3Aerror%3A%3Ax\ufffd[31m.yaml,line=3,col=7,title=wrong-value::wrong%0A::stop-commands::x. Correct it.\n",
    );
  });
});

describe("text", () => {
  test("what a file says cannot steer the terminal", () => {
    const text = printProblems([hostile], { format: "text", lang: "id", root: "." });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text.replaceAll("\n", "")).not.toMatch(/[\0-\x1f\u202e]/);
    expect(text.split("\n")[0]).toContain("peringatan salah");
  });

  test("colours only when asked for", () => {
    withSite({ [firstRequest]: edited(firstRequest, ["limited", "secret"]) }, (root) => {
      const { problems } = check({ [firstRequest]: edited(firstRequest, ["limited", "secret"]) });
      const print = (color: boolean) => printProblems(problems, { format: "text", lang: "en", root, color });
      expect(print(false)).not.toContain("\x1b");
      expect(print(true)).toContain("\x1b[31merror\x1b[39m");
      // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
      expect(print(true).replace(/\x1b\[\d+m/g, "")).toBe(print(false));
    });
  });

  test("a long line is shown around the place", () => {
    const long = edited(firstRequest, [", uid: 20001", `, ${" ".repeat(300)}uid: 1`]);
    withSite({ [firstRequest]: long }, (root) => {
      const { problems } = check({ [firstRequest]: long });
      const lines = printProblems(problems, { format: "text", lang: "en", root }).split("\n");
      const mark = lines.findIndex((line) => line.includes("^"));
      const column = (lines[mark] ?? "").indexOf("^");
      expect(lines[mark - 1]?.slice(column)).toBe("1 }");
      expect(lines[mark - 1]?.length).toBeLessThan(120);
    });
  });
});

test("json has the sentences of the language and the place", () => {
  const { problems } = check({ [firstRequest]: edited(firstRequest, ["limited", "limted"]) });
  const [id, en] = (["id", "en"] as const).map((lang) =>
    JSON.parse(printProblems(problems, { format: "json", lang, root: "." })),
  );
  expect(en).toEqual([
    {
      file: firstRequest,
      line: 4,
      column: 63,
      pointer: "/application/classification",
      rule: "wrong-value",
      severity: "error",
      message: "this is none of the allowed values",
      found: "limted",
      allowed: ["public", "limited", "restricted"],
      suggestion: "limited",
      remedy: "Write `limited`.",
    },
  ]);
  expect(id[0].message).toBe("nilai ini tidak termasuk pilihan");
});
