import { printable } from "../printable";
import { redact } from "./redact";

const SHOWN = 160;

/** With TITIP_DEBUG=1: each request on stderr, one line a line of the request, long fields cut, secrets removed. */
export function debugRequest(
  server: string,
  verb: string,
  args: string[],
  body: string[][],
  env = process.env,
): void {
  if (env.TITIP_DEBUG !== "1") return;
  const lines = [[verb, ...args], ...body].map((fields) => fields.map(shorten).join(" "));
  for (const line of lines) process.stderr.write(`titip: ${server} < ${printable(redact(line))}\n`);
}

function shorten(field: string): string {
  const text = JSON.stringify(field).slice(1, -1);
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}… (${field.length} characters)`;
}
