import type { Text } from "../../text";
import type { HostingAllocation } from "../generated/hosting-request";
import { inRange } from "../ipv4";
import { allocationOf } from "../request-life";
import type { Site } from "../site";
import type { Rule } from "./rule";

/** A dedicated address comes from its network's pool; a shared one is the web server's own. */
export const addressOutsidePool: Rule = {
  id: "address-outside-pool",
  check({ site, live }, report) {
    for (const { file, data } of live) {
      const allocation = allocationOf(data);
      const message = allocation && reason(site, allocation);
      if (!message) continue;
      report({
        file,
        pointer: "/steps/assessment/allocation/ipv4",
        message,
        remedy: {
          id: `Jalankan \`titip assess ${data.id}\` lagi; alamat tidak ditulis tangan.`,
          en: `Run \`titip assess ${data.id}\` again; addresses are not written by hand.`,
        },
      });
    }
  },
};

function reason(site: Site, { network: key, server: serverKey, ipv4 }: HostingAllocation): Text | undefined {
  const network = site.networks.get(key);
  const server = site.servers.get(serverKey);
  if (network?.address === "shared") {
    if (!server || server.address === ipv4) return undefined;
    return {
      id: `jaringan \`${key}\` memakai alamat server bersama, yaitu ${server.address}`,
      en: `the network \`${key}\` shares the server's address, which is ${server.address}`,
    };
  }
  if (!network?.pool) return undefined;
  const { from, to } = network.pool;
  if (!inRange(ipv4, { from, to })) {
    return {
      id: `alamat ini di luar rentang jaringan \`${key}\` (${from} – ${to})`,
      en: `this address is outside the pool of the network \`${key}\` (${from} – ${to})`,
    };
  }
  if (!network.reserved?.includes(ipv4)) return undefined;
  return {
    id: `alamat ini dicadangkan di jaringan \`${key}\``,
    en: `this address is reserved in the network \`${key}\``,
  };
}
