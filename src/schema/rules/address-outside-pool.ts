import type { Text } from "../../text";
import type { HostingAllocation } from "../generated/hosting-request";
import type { AddressRange } from "../generated/networks";
import { inRange } from "../ipv4";
import { allocationOf } from "../request-life";
import type { Site } from "../site";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Rule } from "./rule";

/** A dedicated address comes from its network's pool; a shared one is the web server's own. */
export const addressOutsidePool: Rule = {
  id: "address-outside-pool",
  check({ site, live }, report) {
    for (const { file, data } of live) {
      const allocation = allocationOf(data);
      const reason = allocation && findReason(site, allocation);
      if (!reason) continue;
      report({
        file,
        pointer: `${allocated}/ipv4`,
        ...reason,
        remedy: {
          id: `Jalankan \`titip assess ${data.id}\` lagi; alamat tidak ditulis tangan.`,
          en: `Run \`titip assess ${data.id}\` again; addresses are not written by hand.`,
        },
      });
    }
  },
};

const allocated = "/steps/assessment/allocation";

type Reason = Required<Pick<Finding, "message" | "rests">>;

function findReason(site: Site, { network: key, server, ipv4 }: HostingAllocation): Reason | undefined {
  const network = site.networks.get(key);
  const of = (field: string) => ({
    file: inventoryFiles.networks,
    pointer: `/networks${pointerStep(key)}/${field}`,
  });
  const rests = [`${allocated}/network`, of("address")];
  if (network?.address === "shared") {
    const address = site.servers.get(server)?.address;
    const own = { file: inventoryFiles.servers, pointer: `/servers${pointerStep(server)}/address` };
    if (address === undefined || address === ipv4) return undefined;
    return { message: notShared(key, address), rests: [...rests, `${allocated}/server`, own] };
  }
  if (!network?.pool) return undefined;
  if (!inRange(ipv4, network.pool))
    return { message: outside(key, network.pool), rests: [...rests, of("pool")] };
  const place = network.reserved?.indexOf(ipv4) ?? -1;
  return place < 0 ? undefined : { message: kept(key), rests: [...rests, of(`reserved/${place}`)] };
}

function notShared(network: string, address: string): Text {
  return {
    id: `jaringan \`${network}\` memakai alamat server bersama, yaitu ${address}`,
    en: `the network \`${network}\` shares the server's address, which is ${address}`,
  };
}

function outside(network: string, { from, to }: AddressRange): Text {
  return {
    id: `alamat ini di luar rentang jaringan \`${network}\` (${from} – ${to})`,
    en: `this address is outside the pool of the network \`${network}\` (${from} – ${to})`,
  };
}

function kept(network: string): Text {
  return {
    id: `alamat ini dicadangkan di jaringan \`${network}\``,
    en: `this address is reserved in the network \`${network}\``,
  };
}
