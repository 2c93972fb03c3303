import type { Text } from "../../text";
import type { Doubts } from "../doubts";
import type { Network } from "../generated/networks";
import { inRange, ipv4ToNumber, rangeOfPrefix } from "../ipv4";
import type { Site } from "../site";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Report, Rule } from "./rule";

/** Gateways and pools lie in their prefix; pools are disjoint and hold no address that something else has. */
export const networkPlan: Rule = {
  id: "network-plan",
  check({ site, doubts }, report) {
    const unsure = doubts(inventoryFiles.networks);
    for (const [key, network] of site.networks) {
      const at = `/networks${pointerStep(key)}`;
      const say = (field: string, message: Text, remedy: Text, basis: readonly string[]) =>
        report({
          file: inventoryFiles.networks,
          pointer: `${at}/${field}`,
          message,
          remedy,
          rests: basis.map((one) => `${at}/${one}`),
        });
      checkPrefix(network, say);
      checkPool(network, site, say);
    }
    checkDisjoint(site, unsure, report);
  },
};

/** @param basis fields of the network that it rests on, too */
type Say = (field: string, message: Text, remedy: Text, basis: readonly string[]) => void;

function checkPrefix({ prefix, gateway, pool, reserved = [] }: Network, say: Say): void {
  const range = rangeOfPrefix(prefix);
  if (range.from !== prefix.split("/")[0]) {
    say(
      "prefix",
      { id: "ini bukan alamat jaringan", en: "this is not the address of a network" },
      {
        id: "Tulis alamat jaringan dengan bit host nol.",
        en: "Write the network's address, with its host bits zero.",
      },
      [],
    );
  }
  const places = { gateway, "pool/from": pool?.from, "pool/to": pool?.to };
  const listed = Object.fromEntries(reserved.map((address, index) => [`reserved/${index}`, address]));
  for (const [field, address] of Object.entries({ ...places, ...listed })) {
    if (address === undefined || inRange(address, range)) continue;
    say(
      field,
      { id: `alamat ini di luar jaringan ${prefix}`, en: `this address is outside the network ${prefix}` },
      { id: `Tulis alamat di dalam ${prefix}.`, en: `Write an address inside ${prefix}.` },
      ["prefix"],
    );
  }
}

function checkPool({ pool, gateway, reserved = [] }: Network, site: Site, say: Say): void {
  if (!pool) return;
  if (ipv4ToNumber(pool.from) > ipv4ToNumber(pool.to)) {
    say(
      "pool",
      {
        id: `rentang ini terbalik: ${pool.from} sesudah ${pool.to}`,
        en: `the pool is reversed: ${pool.from} is after ${pool.to}`,
      },
      { id: "Tukar `from` dan `to`.", en: "Exchange `from` and `to`." },
      ["pool"],
    );
    return;
  }
  const taken = new Map<string, string>();
  if (gateway) taken.set(gateway, "gateway");
  for (const [key, { address }] of site.servers) taken.set(address, key);
  for (const [address, who] of taken) {
    if (!inRange(address, pool) || reserved.includes(address)) continue;
    say(
      "pool",
      {
        id: `rentang ini memuat ${address}, alamat \`${who}\``,
        en: `the pool holds ${address}, the address of \`${who}\``,
      },
      { id: `Tambahkan ${address} ke \`reserved\`.`, en: `Add ${address} to \`reserved\`.` },
      ["pool", "reserved"],
    );
  }
}

/** Sorted by first address, pools that overlap are neighbours, or reach past one another. */
function checkDisjoint({ networks }: Site, unsure: Doubts, report: Report): void {
  const pools = [...networks].flatMap(([key, { pool }]) =>
    pool && !unsure.about(`/networks${pointerStep(key)}/pool`)
      ? [{ key, from: ipv4ToNumber(pool.from), to: ipv4ToNumber(pool.to) }]
      : [],
  );
  pools.sort((a, b) => a.from - b.from || (a.key < b.key ? -1 : 1));
  let reach = pools[0];
  for (const pool of pools.slice(1)) {
    if (reach && pool.from <= reach.to) {
      report({
        file: inventoryFiles.networks,
        pointer: `/networks${pointerStep(pool.key)}/pool`,
        message: {
          id: `rentang ini bertumpang tindih dengan rentang jaringan \`${reach.key}\``,
          en: `the pool overlaps with that of the network \`${reach.key}\``,
        },
        remedy: { id: "Pisahkan kedua rentang.", en: "Keep the two pools apart." },
      });
    }
    if (!reach || pool.to > reach.to) reach = pool;
  }
}
