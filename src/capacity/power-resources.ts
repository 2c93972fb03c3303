import type { Genset, Ups } from "../schema/generated/power";
import { parseApparentPower, parsePower } from "../schema/quantity";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import { amountText, roundDown, roundUp } from "./amount";
import type { Device } from "./devices";
import { share } from "./rack-resources";
import { type Draw, limited, type Resource } from "./resource";
import { batteryRuntime, loadThatLasts, runsByTheClock } from "./runtime";

/** UPS, their batteries, gensets and the grid: what stands behind the racks' feeds. */
export function powerResources(site: Site): Resource[] {
  const { power } = site;
  if (!power) return [];
  const { margins } = power;
  return [
    ...Object.entries(power.ups ?? {}).flatMap(([key, ups]) => upsResources(site, key, ups)),
    ...Object.entries(power.gensets ?? {}).map(([key, genset]) =>
      sourceResource("genset", key, genset, share(margins?.gensets)),
    ),
    ...Object.entries(power.utility ?? {}).map(([key, line]) =>
      sourceResource("utility", key, line, share(margins?.utility)),
    ),
  ];
}

/** A UPS carries all that hangs on its feeds while the other feeds have failed. */
function upsResources(site: Site, key: string, ups: Ups): Resource[] {
  const feeds = Object.entries(site.power?.feeds ?? {});
  const others = feeds.filter(([, feed]) => feed.ups !== key).map(([feed]) => feed);
  const place = { group: "power" as const, place: key, unit: "W" as const };
  const load = limited(
    { key: keyOf("ups", key), ...place, label: whileFailed("beban UPS", "UPS load", others), ...rating(ups) },
    share(site.power?.margins?.ups),
  );
  const { runtime } = ups;
  if (!runtime || !runsByTheClock(runtime)) return [load];
  const lasts = batteryRuntime(runtime);
  const batteries = limited({
    key: keyOf("ups", key, "runtime"),
    ...place,
    label: whileFailed("baterai UPS", "UPS batteries", others),
    capacity: loadThatLasts(runtime),
    basis: {
      id: `beban terbesar yang bertahan ${lasts.required} menit`,
      en: `largest load that lasts ${lasts.required} minutes`,
    },
    runtime: lasts,
  });
  return [load, batteries];
}

function whileFailed(id: string, en: string, feeds: readonly string[]): Text {
  if (feeds.length === 0) return { id, en };
  const names = feeds.join(", ");
  return { id: `${id} saat feed ${names} padam`, en: `${en} with feed ${names} failed` };
}

function sourceResource(kind: "genset" | "utility", key: string, source: Genset, margin: number): Resource {
  const label =
    kind === "genset" ? { id: "genset", en: "genset" } : { id: "daya terpasang", en: "utility supply" };
  return limited(
    { key: keyOf(kind, key), group: "power", place: key, label, unit: "W", ...rating(source) },
    margin,
  );
}

/** Watts of a rating in kVA, and how they come about. */
function rating({ power, power_factor }: Pick<Ups, "power" | "power_factor">) {
  const capacity = roundDown(parseApparentPower(power) * power_factor);
  const factor = (lang: "id" | "en") => String(power_factor).replace(".", lang === "id" ? "," : ".");
  const basis = (lang: "id" | "en") => `${power} × ${factor(lang)} = ${amountText(capacity, "W")[lang]}`;
  return { capacity, basis: { id: basis("id"), en: basis("en") } };
}

/** What a device takes of everything behind its feeds: the whole of its power, once from each. */
export function powerDraws(site: Site, { feeds, power }: Pick<Device, "feeds" | "power">): Draw[] {
  const known = site.power;
  if (!known) return [];
  const ups = new Set(feeds.flatMap((feed) => known.feeds[feed]?.ups ?? []));
  const fedBy = (sources: Readonly<Record<string, Genset>> | undefined) =>
    Object.entries(sources ?? {}).filter(([, source]) => source.feeds.some((feed) => feeds.includes(feed)));
  const keys = [
    ...[...ups].flatMap((key) => [keyOf("ups", key), keyOf("ups", key, "runtime")]),
    ...fedBy(known.gensets).map(([key]) => keyOf("genset", key)),
    ...fedBy(known.utility).map(([key]) => keyOf("utility", key)),
  ];
  return keys.map((key) => ({ key, amount: power }));
}

/** What hangs on UPS, gensets and the grid besides the racks, by the name of what carries it. */
export function otherLoads(site: Site): [holder: string, draws: Draw[]][] {
  const { ups = {}, gensets = {}, utility = {} } = site.power ?? {};
  const loads = (
    kind: string,
    sources: Readonly<Record<string, { other_load?: string }>>,
    ...more: string[]
  ) =>
    Object.entries(sources).flatMap(([key, { other_load }]): [string, Draw[]][] => {
      if (other_load === undefined) return [];
      const amount = roundUp(parsePower(other_load));
      const keys = [keyOf(kind, key), ...more.map((one) => keyOf(kind, key, one))];
      return [[key, keys.map((one) => ({ key: one, amount }))]];
    });
  return [...loads("ups", ups, "runtime"), ...loads("genset", gensets), ...loads("utility", utility)];
}

function keyOf(...parts: string[]): string {
  return `power/${parts.join("/")}`;
}
