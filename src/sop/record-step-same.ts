import { isDeepStrictEqual } from "node:util";
import type { Text } from "../text";
import type { Given } from "./record-step-fields";
import type { RecordedStep } from "./walk";

/** Names of given values that a recorded step does not have just so. Moments are the same in any time zone. */
export function differences(step: RecordedStep, given: Given): string[] {
  return Object.keys(given).filter(
    (name) => given[name] !== undefined && !same(name, step[name], given[name]),
  );
}

function same(name: string, recorded: unknown, wanted: unknown): boolean {
  if (name === "at" && typeof wanted === "string") return Date.parse(String(recorded)) === Date.parse(wanted);
  return isDeepStrictEqual(plain(recorded), plain(wanted));
}

/** Objects by value, whatever made them. */
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** What stands in a step that somebody wanted to record differently. */
export function recordedOtherwise(key: string, step: RecordedStep, given: Given, names: string[]): Text {
  const lines = names.map((name) => {
    const [old, wanted] = [worded(step[name]), worded(given[name])];
    return {
      id: `${name}: tercatat ${old ?? "kosong"}, diminta ${wanted}`,
      en: `${name}: recorded ${old ?? "nothing"}, wanted ${wanted}`,
    };
  });
  const list = (lang: keyof Text) => lines.map((line) => line[lang]).join("; ");
  return {
    id: `kegiatan ${key} sudah dicatat pada ${step.at} oleh ${step.by}, dengan isi lain (${list("id")})`,
    en: `the activity ${key} was recorded at ${step.at} by ${step.by}, with other content (${list("en")})`,
  };
}

function worded(value: unknown): string | undefined {
  return value === undefined ? undefined : typeof value === "string" ? value : JSON.stringify(value);
}
