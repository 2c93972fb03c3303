import { deviceDraws } from "../capacity/consumers";
import { type DeviceNeeds, type Face, needsOf } from "../capacity/devices";
import { type Lines, shortfalls } from "../capacity/lines";
import { isDeepEnough, type RackSpace } from "../capacity/rack-space";
import { rackSpaces } from "../capacity/spaces";
import type { ColocationRequest } from "../schema/generated/colocation-request";
import type { Rack } from "../schema/generated/racks";
import type { Site } from "../schema/site";
import { portFor } from "./allocate-port";
import { asObstacle, type Obstacle } from "./obstacle";

/** Where a server may stand, what feeds it, where it is plugged in. */
export interface RackPlace {
  rack: string;
  unit: number;
  face: Face;
  feeds: string[];
  switch: string;
  port: string;
}

/**
 * The first rack with units in one piece, feeds, weight and a port for the server, and power and cooling behind it.
 *
 * @param before what is taken without this request
 * @returns else what stands in the way in every rack, each reason once
 */
export function rackFor(
  site: Site,
  request: ColocationRequest,
  vlan: number,
  before: Lines,
): RackPlace | Obstacle[] {
  const spaces = rackSpaces(site, request.id);
  const obstacles = new Map<string, Obstacle>();
  for (const [key, rack] of site.racks ?? []) {
    const space = spaces.get(key);
    const found = space ? placeIn(site, request, { key, rack, space }, vlan, before) : [];
    if (!Array.isArray(found)) return found;
    for (const one of found) obstacles.set(one.text.en, one);
  }
  return [...obstacles.values()];
}

interface Candidate {
  key: string;
  rack: Rack;
  space: RackSpace;
}

function placeIn(
  site: Site,
  request: ColocationRequest,
  candidate: Candidate,
  vlan: number,
  before: Lines,
): RackPlace | Obstacle[] {
  const { key, rack, space } = candidate;
  const needs = needsOf(request);
  if (!isDeepEnough(rack, needs)) return [tooDeep(key, rack, needs)];
  const spot = space.firstFit(needs);
  const feeds = feedsFor(site, request, candidate, before);
  const port = portFor(site, request.id, key, vlan, before);
  const obstacles = [
    ...(spot ? [] : [noUnits(key, space, needs)]),
    ...("obstacles" in feeds ? feeds.obstacles : []),
    ...("obstacles" in port ? port.obstacles : []),
  ];
  if (!spot || "obstacles" in feeds || "obstacles" in port) return obstacles;
  return { rack: key, ...spot, ...feeds, ...port };
}

/** The first choice of feeds, one for each supply, that carries the server with all behind it. */
function feedsFor(
  site: Site,
  request: ColocationRequest,
  { key, rack }: Candidate,
  before: Lines,
): { feeds: string[] } | { obstacles: Obstacle[] } {
  const wanted = request.server.power_feeds;
  const names = Object.keys(rack.feeds);
  const choices = choose(names, wanted);
  if (choices.length === 0) return { obstacles: [tooFewFeeds(key, names.length, wanted)] };
  let obstacles: Obstacle[] = [];
  for (const feeds of choices) {
    const device = { ...needsOf(request), rack: key, unit: 1, face: "front" as const, feeds };
    // whether there are units in one piece is asked of the rack itself
    const draws = deviceDraws(site, device).filter((draw) => draw.key !== `rack/${key}/units`);
    const over = shortfalls(before, request.id, draws);
    if (over.length === 0) return { feeds };
    if (obstacles.length === 0) obstacles = over.map(asObstacle);
  }
  return { obstacles };
}

/** Every choice of `count` of the names, in their order. */
function choose(names: readonly string[], count: number): string[][] {
  if (count === 0) return [[]];
  return names.flatMap((name, index) =>
    choose(names.slice(index + 1), count - 1).map((rest) => [name, ...rest]),
  );
}

function noUnits(key: string, space: RackSpace, needs: DeviceNeeds): Obstacle {
  const longest = space.longestRun(needs);
  return {
    text: {
      id: `${key}: tidak ada ${needs.height} U yang berurutan; deret bebas terpanjang ${longest} U`,
      en: `${key}: no ${needs.height} U in one piece; the longest free run has ${longest} U`,
    },
  };
}

function tooDeep(key: string, { depth }: Rack, needs: DeviceNeeds): Obstacle {
  return {
    text: {
      id: `${key}: server sedalam ${needs.depth} mm tidak muat pada kedalaman ${depth}`,
      en: `${key}: a server ${needs.depth} mm deep does not fit into a depth of ${depth}`,
    },
  };
}

function tooFewFeeds(key: string, there: number, wanted: number): Obstacle {
  return {
    text: {
      id: `${key}: hanya mempunyai ${there} feed, sedangkan server memerlukan ${wanted}`,
      en: `${key}: has only ${there} feed(s), the server needs ${wanted}`,
    },
  };
}
