import { builtinDiff } from "../builtin-providers/builtin-diff";
import { type WantedResource, wantedResources } from "../plan/wanted-resources";
import { compare } from "../provider/diff";
import { resourceOfType, type Values } from "../provider/resources";
import { blockingProblems } from "../provision/blocking-problems";
import type { Problem } from "../schema/problem";
import type { Site } from "../schema/site";
import type { Text } from "../text";

/** What the pack knows of the data centre. */
export interface Knowledge {
  /** By type and name. */
  wanted: ReadonlyMap<string, WantedResource>;
  blocking: readonly Problem[];
}

/** @param assumed ids that a preview plans as if they were approved */
export function knowledgeOf(
  { site, problems }: { site: Site; problems: readonly Problem[] },
  assumed: ReadonlySet<string> = new Set(),
): Knowledge {
  const blocking = blockingProblems(problems);
  // What cannot be read wholly wants nothing certain: then only that is said.
  const wanted = blocking.length > 0 ? [] : wantedResources(site, assumed);
  return { wanted: new Map(wanted.map((one) => [placeOf(one), one])), blocking };
}

/** Plugins whose resources stand on servers; everything else is the engine's or the program's own. */
const ON_SERVERS = /^(?:titip|docker|cloudflare):/;
/** Components hold nothing themselves. */
const COMPONENTS = /^titip:index:/;

/** Whether the pack has anything to say of a type. */
export function isJudged(type: string): boolean {
  return ON_SERVERS.test(type) && !COMPONENTS.test(type);
}

/**
 * Why a resource may not be: it belongs to no approved request, or does not hold what was approved. Looked at before it
 * is made or changed.
 *
 * @param props inputs
 */
export function judgeResource(
  { wanted, blocking }: Knowledge,
  { type, name, props }: { type: string; name: string; props: Values },
): Text | undefined {
  if (!isJudged(type)) return undefined;
  if (blocking.length > 0) return hasProblems(blocking);
  const approved = wanted.get(placeOf({ type, name }));
  if (!approved) return notApproved(type, name);
  const paths = differingPaths(type, approved.inputs, props);
  return paths.length > 0 ? notAsApproved(approved.request, type, paths) : undefined;
}

function differingPaths(type: string, approved: Values, props: Values): string[] {
  const resource = resourceOfType(type);
  if (!resource) {
    const found = { outputs: props, inputs: {} };
    return builtinDiff({ replaceOn: [] }, found, plainJson(approved)).changes.map(({ path }) => path);
  }
  const checked = (inputs: Values) => plainJson(resource.check(plainJson(inputs)).inputs);
  return compare(checked(props), checked(approved)).map(({ path }) => path);
}

function placeOf({ type, name }: { type: string; name: string }): string {
  return `${type} ${name}`;
}

/** As JSON has it: what is not there is not a difference. */
function plainJson(value: Values): Values {
  return JSON.parse(JSON.stringify(value)) as Values;
}

function hasProblems(blocking: readonly Problem[]): Text {
  const [first] = blocking;
  const where = first ? `${first.file}:${first.line}` : "";
  return {
    id: `${blocking.length} masalah melarang penerapan; yang pertama ${where}: ${first?.message.id}. Periksa dengan titip check`,
    en: `${blocking.length} problems forbid this; the first is ${where}: ${first?.message.en}. Look with titip check`,
  };
}

function notApproved(type: string, name: string): Text {
  return {
    id: `${type} ${name} tidak berasal dari permohonan yang disetujui; yang boleh ada hanya yang disetujui di requests/`,
    en: `${type} ${name} belongs to no approved request; only what is approved in requests/ may be`,
  };
}

function notAsApproved(request: string, type: string, paths: readonly string[]): Text {
  const list = paths.join(", ");
  return {
    id: `${type} dari ${request} tidak berisi yang disetujui: ${list}. Ubah permohonannya dan mintakan persetujuan`,
    en: `${type} of ${request} does not hold what was approved: ${list}. Change the request and have it approved`,
  };
}
