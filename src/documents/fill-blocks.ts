import type {
  TemplateBlock,
  TemplateChart,
  TemplateField,
  TemplateTable,
} from "../schema/generated/document";
import type { Block, ChartBlock, Field, TableBlock } from "./block";
import type { Scope } from "./scope";

/** A template's blocks with their placeholders filled in; those whose condition does not hold are left out. */
export function fillBlocks(templates: readonly TemplateBlock[], scope: Scope): Block[] {
  return templates.flatMap((template) =>
    (template.when ?? []).every((condition) => scope.holds(condition)) ? fillBlock(template, scope) : [],
  );
}

const TEXTS = ["heading", "paragraph", "emphasis", "note", "warning"] as const;

function fillBlock(template: TemplateBlock, scope: Scope): Block[] {
  const blocks: Block[] = TEXTS.flatMap((kind) => {
    const text = template[kind];
    return text === undefined ? [] : [{ kind, text: scope.text(text) }];
  });
  const fields = fillFields(template.fields ?? [], scope);
  if (fields.length > 0) blocks.push({ kind: "fields", fields });
  if (template.table) blocks.push(...fillTable(template.table, scope));
  if (template.chart) blocks.push(...fillChart(template.chart, scope));
  if (template.list) blocks.push({ kind: "list", items: template.list.map((item) => scope.text(item)) });
  if (template.lines) blocks.push({ kind: "lines", count: template.lines });
  return blocks;
}

function fillFields(fields: readonly TemplateField[], scope: Scope): Field[] {
  return fields.flatMap((field) => {
    const label = scope.text(field.label);
    const values = fieldValues(field, scope);
    return values.length > 0 || field.blank ? [{ label, values }] : [];
  });
}

/** None for an optional field without a value, or one that is filled in by hand. */
function fieldValues({ value = "{item}", each, optional, blank }: TemplateField, scope: Scope): string[] {
  const mayLack = optional || blank;
  if (each === undefined) {
    const text = mayLack ? scope.optional(value) : scope.text(value);
    return text === undefined ? [] : text.split("\n");
  }
  if (mayLack && !scope.has(each)) return [];
  return scope.list(each).map((item, index) => scope.within(item, index + 1).text(value));
}

const DASH = "–";

function fillTable({ each, optional, columns }: TemplateTable, scope: Scope): TableBlock[] {
  if (optional && !scope.has(each)) return [];
  const rows = scope.list(each).map((item, index) => {
    const row = scope.within(item, index + 1);
    return columns.map((column) =>
      column.optional ? (row.optional(column.value) ?? DASH) : row.text(column.value),
    );
  });
  const heads = columns.map(({ title, align = "left", width = 1 }) => ({
    title: scope.text(title),
    align,
    width,
  }));
  return [{ kind: "table", columns: heads, rows }];
}

/** What is no number has no bar; a chart without bars would be an empty frame. */
function fillChart({ title, each, label, value, text }: TemplateChart, scope: Scope): ChartBlock[] {
  if (!scope.has(each)) return [];
  const bars = scope.list(each).flatMap((item, index) => {
    const row = scope.within(item, index + 1);
    const length = Number(row.optional(value) ?? Number.NaN);
    if (!Number.isFinite(length) || length < 0) return [];
    return [{ label: row.text(label), value: length, text: row.text(text) }];
  });
  return bars.length > 0 ? [{ kind: "chart", title: scope.text(title), bars }] : [];
}
