import { type ExportedStack, integrityProblems } from "../../engine";
import { isObject } from "../../is-object";
import { printable } from "../../printable";
import type { Text } from "../../text";
import { failed } from "../command-error";

/** What the deployment will belong to: both names are part of every URN. */
export interface Destination {
  project: string;
  stack: string;
}

/** Problems shown at most; a wrong file breaks rules by the hundred. */
const SHOWN = 10;

/**
 * Reads what `titip state export` or `pulumi stack export` wrote, and makes sure that a stack can live with it.
 * @param name of the file, for messages
 * @throws CommandError (exit code 1) saying why it cannot be taken
 */
export function readExported(text: string, name: string, { project, stack }: Destination): ExportedStack {
  const exported = parsed(text);
  if (!isExported(exported))
    throw refused(name, {
      id: "bukan keluaran 'titip state export' atau 'pulumi stack export'",
      en: "not the output of 'titip state export' or 'pulumi stack export'",
    });
  if (exported.version !== 3)
    throw refused(name, {
      id: `versi deployment ${exported.version}; yang dapat dibaca hanya versi 3`,
      en: `deployment version ${exported.version}; only version 3 can be read`,
    });
  const resources = exported.deployment.resources ?? [];
  const prefix = `urn:pulumi:${stack}::${project}::`;
  const stranger = resources.find(({ urn }) => !urn.startsWith(prefix));
  if (stranger)
    throw refused(name, {
      id: `${printable(stranger.urn)} bukan milik stack '${stack}' proyek '${project}'`,
      en: `${printable(stranger.urn)} does not belong to stack '${stack}' of project '${project}'`,
    });
  const problems = integrityProblems(exported.deployment).map(({ urn, message }) =>
    printable(urn === "" ? message : `${urn}: ${message}`),
  );
  if (problems.length > 0) throw refused(name, broken(problems));
  return exported;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, "")) as unknown;
  } catch {
    return undefined;
  }
}

/** So far that every rule can be asked of it. */
function isExported(value: unknown): value is ExportedStack {
  if (!isObject(value) || typeof value.version !== "number" || !isObject(value.deployment)) return false;
  const { manifest, resources = [], pending_operations: pending = [] } = value.deployment;
  const isResource = (one: unknown) =>
    isObject(one) && typeof one.urn === "string" && typeof one.type === "string";
  return (
    isObject(manifest) &&
    typeof manifest.version === "string" &&
    Array.isArray(resources) &&
    resources.every(isResource) &&
    Array.isArray(pending) &&
    pending.every((operation) => isObject(operation) && isResource(operation.resource))
  );
}

function broken(problems: string[]): Text {
  const lines = problems
    .slice(0, SHOWN)
    .map((problem) => `\n  ${problem}`)
    .join("");
  const more = problems.length - SHOWN;
  return {
    id: `melanggar aturan state Pulumi:${lines}${more > 0 ? `\n  dan ${more} lagi` : ""}`,
    en: `breaks the rules of Pulumi's state:${lines}${more > 0 ? `\n  and ${more} more` : ""}`,
  };
}

function refused(name: string, why: Text): Error {
  return failed({
    id: `${name} tidak diimpor, state tidak diubah: ${why.id}`,
    en: `${name} was not imported, the state is as it was: ${why.en}`,
  });
}
