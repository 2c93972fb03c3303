import type { Text } from "../../text";
import type { AddressRange } from "../generated/networks";
import { inRange } from "../ipv4";
import { allocatedAddresses, allocationOf, allocationPointer } from "../request-life";
import type { ServiceRequest, Site } from "../site";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Rule } from "./rule";

/** A dedicated address comes from its network's pool; a shared one is the web server's own. */
export const addressOutsidePool: Rule = {
  id: "address-outside-pool",
  check({ site, live }, report) {
    for (const { file, data } of live) {
      for (const { ipv4, pointer } of allocatedAddresses(data)) {
        const reason = findReason(site, data, ipv4);
        if (!reason) continue;
        report({
          file,
          pointer,
          ...reason,
          remedy: {
            id: `Jalankan \`titip assess ${data.id}\` lagi; alamat tidak ditulis tangan.`,
            en: `Run \`titip assess ${data.id}\` again; addresses are not written by hand.`,
          },
        });
      }
    }
  },
};

type Reason = Required<Pick<Finding, "message" | "rests">>;

function findReason(site: Site, request: ServiceRequest, ipv4: string): Reason | undefined {
  const key = allocationOf(request)?.network ?? "";
  const network = site.networks.get(key);
  const of = (field: string) => ({
    file: inventoryFiles.networks,
    pointer: `/networks${pointerStep(key)}/${field}`,
  });
  const rests = [`${allocationPointer}/network`, of("address")];
  if (network?.address === "shared") return sharedReason(site, request, ipv4, rests);
  if (!network?.pool) return undefined;
  if (!inRange(ipv4, network.pool))
    return { message: outside(key, network.pool), rests: [...rests, of("pool")] };
  const place = network.reserved?.indexOf(ipv4) ?? -1;
  return place < 0 ? undefined : { message: kept(key), rests: [...rests, of(`reserved/${place}`)] };
}

/** Only sites share an address; `network-unfit` tells of a server in such a network. */
function sharedReason(
  site: Site,
  request: ServiceRequest,
  ipv4: string,
  rests: Reason["rests"],
): Reason | undefined {
  const allocation = request.kind === "hosting" ? allocationOf(request) : undefined;
  const address = site.servers.get(allocation?.server ?? "")?.address;
  if (!allocation || address === undefined || address === ipv4) return undefined;
  const own = {
    file: inventoryFiles.servers,
    pointer: `/servers${pointerStep(allocation.server)}/address`,
  };
  return {
    message: notShared(allocation.network, address),
    rests: [...rests, `${allocationPointer}/server`, own],
  };
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
