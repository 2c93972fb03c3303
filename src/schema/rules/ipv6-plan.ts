import { reverseName } from "../../dns/addresses";
import { zoneOf } from "../../dns/names";
import type { Text } from "../../text";
import type { Network } from "../generated/networks";
import { allocatedIpv6, inRange6, ipv6ToNumber, isCanonical6 } from "../ipv6";
import { isHosting } from "../judged-site";
import { allocationOf, allocationPointer } from "../request-life";
import type { Site } from "../site";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule, RuleContext } from "./rule";

type Breach = [pointer: string, message: Text, remedy: Text];

/** IPv6 addresses have one form, pools go upwards and have reverse zones; a site's address is from its network's pool. */
export const ipv6Plan: Rule = {
  id: "ipv6-plan",
  needs: ["networks", "servers", "zones"],
  check(context, report) {
    const { site } = context;
    for (const [key, { ipv6 }] of site.servers) {
      if (ipv6 === undefined || isCanonical6(ipv6)) continue;
      const [, message, remedy] = unusual(`/servers${pointerStep(key)}/ipv6`, ipv6);
      report({ file: inventoryFiles.servers, pointer: `/servers${pointerStep(key)}/ipv6`, message, remedy });
    }
    for (const [key, network] of site.networks) {
      for (const [pointer, message, remedy] of poolBreaches(context, network)) {
        report({
          file: inventoryFiles.networks,
          pointer: `/networks${pointerStep(key)}${pointer}`,
          message,
          remedy,
        });
      }
    }
    for (const { file, data } of context.live.filter(isHosting)) {
      for (const { ipv6, pointer } of allocatedIpv6(data)) {
        const message = misplaced(site, data.id, ipv6, allocationOf(data));
        if (message) report({ file, pointer, message, remedy: again(data.id), rests: [allocationPointer] });
      }
    }
  },
};

function poolBreaches({ site, doubts }: RuleContext, { address, ipv6 }: Network): Breach[] {
  if (!ipv6) return [];
  if (!ipv6.pool) return address === "shared" ? [] : [["/ipv6", NO_POOL.message, NO_POOL.remedy]];
  const { from, to } = ipv6.pool;
  const odd = Object.entries({ from, to }).filter(([, ip]) => !isCanonical6(ip));
  if (odd.length > 0) return odd.map(([field, ip]) => unusual(`/ipv6/pool/${field}`, ip));
  if (ipv6ToNumber(from) > ipv6ToNumber(to)) return [["/ipv6/pool", REVERSED.message, REVERSED.remedy]];
  if (address === "shared" || doubts(inventoryFiles.zones).misspeltKeys.length > 0) return [];
  const bare = [from, to].find((ip) => zoneOf(reverseName(ip), site.zones.keys()) === undefined);
  return bare === undefined ? [] : [withoutZone(bare)];
}

function misplaced(
  site: Site,
  id: string,
  ipv6: string,
  allocation: ReturnType<typeof allocationOf>,
): Text | undefined {
  if (!allocation || !("server" in allocation)) return undefined;
  const network = site.networks.get(allocation.network);
  if (!network) return undefined;
  const own = site.servers.get(allocation.server)?.ipv6;
  const fits =
    network.address === "shared" ? ipv6 === own : network.ipv6?.pool && inRange6(ipv6, network.ipv6.pool);
  if (fits) return undefined;
  return {
    id: `alamat IPv6 ini bukan dari jaringan \`${allocation.network}\` (${id})`,
    en: `this IPv6 address is not of the network \`${allocation.network}\` (${id})`,
  };
}

function unusual(pointer: string, ip: string): Breach {
  return [
    pointer,
    {
      id: `"${ip}" bukan alamat IPv6 dalam bentuk bakunya`,
      en: `"${ip}" is not an IPv6 address in its canonical form`,
    },
    {
      id: "Tulis menurut RFC 5952: huruf kecil, nol disingkat.",
      en: "Write it as in RFC 5952: lower case, zeros shortened.",
    },
  ];
}

const NO_POOL = {
  message: {
    id: "jaringan dengan alamat tersendiri memerlukan rentang alamat IPv6",
    en: "a network of dedicated addresses needs a pool of IPv6",
  },
  remedy: { id: "Tambahkan `pool: { from, to }`.", en: "Add `pool: { from, to }`." },
};

const REVERSED = {
  message: { id: "rentang ini terbalik", en: "the pool is reversed" },
  remedy: { id: "Tukar `from` dan `to`.", en: "Exchange `from` and `to`." },
};

function withoutZone(ip: string): Breach {
  const zone = reverseName(ip).split(".").slice(16).join(".");
  return [
    "/ipv6/pool",
    { id: `tidak ada zona balik untuk ${ip}`, en: `no reverse zone holds ${ip}` },
    {
      id: `Tambahkan zonanya, misalnya ${zone}, di ${inventoryFiles.zones}.`,
      en: `Add its zone, such as ${zone}, to ${inventoryFiles.zones}.`,
    },
  ];
}

function again(id: string): Text {
  return {
    id: `Jalankan \`titip assess ${id}\` lagi; alamat tidak ditulis tangan.`,
    en: `Run \`titip assess ${id}\` again; addresses are not written by hand.`,
  };
}
