import { printable } from "../printable";

/** Attributes of an element, in their order; an undefined one is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element as text. Values and text are escaped here and nowhere else; children are elements already. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeXml(String(value))}"`]))
    .join("");
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join("")}</${name}>`;
}

/** Text between tags: what XML forbids or a reader cannot see is replaced. Several lines are allowed in titles. */
export function svgText(text: string): string {
  return text.split("\n").map(escapeXml).join("\n");
}

function escapeXml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (sign) => entities[sign] ?? "");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
