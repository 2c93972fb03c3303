import type { DocumentTemplate } from "../schema/generated/document";
import { placeholders } from "./scope";

/** Every path that a template's texts name, and placeholders that are written wrongly. */
export function templatePlaceholders(template: DocumentTemplate): { paths: string[]; wrong: string[] } {
  const found = textsOf(template.body)
    .concat(textsOf(template.addressee), textsOf(template.signatures))
    .concat(template.subject, template.nature ?? "", template.attachment ?? "")
    .map(placeholders);
  return { paths: found.flatMap(({ paths }) => paths), wrong: found.flatMap(({ wrong }) => wrong) };
}

export function templatePaths(template: DocumentTemplate): string[] {
  return templatePlaceholders(template).paths;
}

/** All texts in a piece of a template; paths and words of conditions are not among them. */
function textsOf(data: unknown): string[] {
  if (typeof data === "string") return [data];
  if (Array.isArray(data)) return data.flatMap(textsOf);
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => {
    if (key === "when") return [];
    return key === "each" || key === "officer" ? [`{${String(value)}}`] : textsOf(value);
  });
}
