import { jsonText } from "../../printable";
import type { ColocationAllocation, HostingAllocation } from "../../schema/generated/steps";
import type { LoadedRequest } from "../../schema/site";
import type { Assessed } from "../../sop/assess";
import type { Text } from "../../text";

type Recorded = Omit<Exclude<Assessed, { refusal: unknown }>, "text">;

export function describeAsJson(
  { data, file }: LoadedRequest,
  { allocation, reason, changed }: Recorded,
): string {
  const feasible = allocation !== undefined;
  return jsonText({ request: data.id, file, feasible, changed, allocation, reason });
}

export function describeAssessed(
  { data, file }: LoadedRequest,
  { allocation, reason, changed }: Recorded,
): Text {
  if (!allocation) {
    return {
      id: `${data.id}: dicatat tidak dapat dilaksanakan (${file})\n  ${reason ?? ""}`.trimEnd(),
      en: `${data.id}: recorded as not feasible (${file})\n  ${reason ?? ""}`.trimEnd(),
    };
  }
  const state = changed
    ? { id: `dialokasikan dan dicatat di ${file}`, en: `allocated and recorded in ${file}` }
    : {
        id: `sudah dialokasikan sebelumnya di ${file}; tidak diubah`,
        en: `allocated before in ${file}; not changed`,
      };
  const what = "rack" in allocation ? placeWords(allocation) : siteWords(allocation);
  return {
    id: `${data.id}: ${what.id}\n  ${state.id}`,
    en: `${data.id}: ${what.en}\n  ${state.en}`,
  };
}

function siteWords({ server, network, ipv4, ipv6, uid, database }: HostingAllocation): Text {
  const address = ipv6 === undefined ? ipv4 : `${ipv4}, ${ipv6}`;
  const data = database && `${database.name} @ ${database.server}`;
  return {
    id: `server ${server}, jaringan ${network}, alamat ${address}, uid ${uid}${data ? `, basis data ${data}` : ""}`,
    en: `server ${server}, network ${network}, address ${address}, uid ${uid}${data ? `, database ${data}` : ""}`,
  };
}

function placeWords(allocation: ColocationAllocation): Text {
  const { rack, unit, face, feeds, switch: device, port, vlan, network, ipv4, gateway } = allocation;
  const [supply, addresses] = [feeds.join(" + "), ipv4.join(", ")];
  const side: Text =
    face === "front" ? { id: "sisi depan", en: "front" } : { id: "sisi belakang", en: "rear" };
  return {
    id: `rak ${rack} U${unit} (${side.id}), feed ${supply}, switch ${device} port ${port}, VLAN ${vlan}\n  jaringan ${network}, alamat ${addresses}, gateway ${gateway}`,
    en: `rack ${rack} U${unit} (${side.en}), feed ${supply}, switch ${device} port ${port}, VLAN ${vlan}\n  network ${network}, address ${addresses}, gateway ${gateway}`,
  };
}
