import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { renderStackReport } from "../../../src/report/stack-report";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";

const GOLDEN = join(__dirname, "../../golden/report");
const FORMS = [
  { file: "report.id.txt", format: "text", lang: "id" },
  { file: "report.en.txt", format: "text", lang: "en" },
  { file: "report.id.md", format: "markdown", lang: "id" },
] as const;

function outputsOf(name: string): StackOutputs {
  return JSON.parse(readFileSync(join(GOLDEN, name, "outputs.json"), "utf8")) as StackOutputs;
}

describe.each(readdirSync(GOLDEN))("golden report %s", (name) => {
  it.each(FORMS)("$file", ({ file, format, lang }) => {
    const path = join(GOLDEN, name, file);
    const text = `${renderStackReport(outputsOf(name), format, lang)}\n`;
    if (process.env.UPDATE_GOLDEN) writeFileSync(path, text);
    expect(text).toBe(readFileSync(path, "utf8"));
  });
});

describe("the report of the stack outputs", () => {
  const outputs = outputsOf("three-hostings");

  it("does not depend on the order of the outputs", () => {
    const shuffled: StackOutputs = {
      ...outputs,
      configurations: Object.fromEntries(Object.entries(outputs.configurations).reverse()),
      register: [...outputs.register].reverse(),
    };
    expect(renderStackReport(shuffled, "text", "id")).toBe(renderStackReport(outputs, "text", "id"));
  });

  it("lets no control character of a name reach the terminal", () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what is looked for
    expect(renderStackReport(outputs, "text", "id")).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it("lets no name become markup or break a Markdown table", () => {
    const markdown = renderStackReport(outputs, "markdown", "id");
    expect(markdown).not.toContain("<b>");
    const row = markdown.split("\n").find((line) => line.includes("pustaka") && line.includes("utama"));
    expect(row?.split("|").length).toBe(9);
  });
});
