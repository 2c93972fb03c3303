import { jsonText } from "../../printable";
import type { LoadedRequest } from "../../schema/site";
import type { Assessed } from "../../sop/assess";
import type { Text } from "../../text";

type Recorded = Omit<Exclude<Assessed, { refusal: unknown }>, "text">;

export function describeAsJson({ data, file }: LoadedRequest, { allocation, changed }: Recorded): string {
  const feasible = allocation !== undefined;
  return jsonText({ request: data.id, file, feasible, changed, allocation });
}

export function describeAssessed({ data, file }: LoadedRequest, { allocation, changed }: Recorded): Text {
  if (!allocation) {
    return {
      id: `${data.id}: dicatat tidak dapat dilaksanakan (${file})`,
      en: `${data.id}: recorded as not feasible (${file})`,
    };
  }
  const { server, network, ipv4, uid } = allocation;
  const state = changed
    ? { id: `dialokasikan dan dicatat di ${file}`, en: `allocated and recorded in ${file}` }
    : {
        id: `sudah dialokasikan sebelumnya di ${file}; tidak diubah`,
        en: `allocated before in ${file}; not changed`,
      };
  return {
    id: `${data.id}: server ${server}, jaringan ${network}, alamat ${ipv4}, uid ${uid}\n  ${state.id}`,
    en: `${data.id}: server ${server}, network ${network}, address ${ipv4}, uid ${uid}\n  ${state.en}`,
  };
}
