import { jsonText } from "../../printable";
import type { AllocationPolicy } from "../../schema/generated/allocation";
import { afterDays } from "../../schema/moments";
import type { LoadedRequest } from "../../schema/site";
import type { Text } from "../../text";

export interface ClosedRequest {
  request: LoadedRequest;
  /** False when it had been closed before. */
  changed: boolean;
  closure: { at: string; reason: string };
  allocation: AllocationPolicy | undefined;
}

export function describeClosedAsJson(closed: ClosedRequest): string {
  const { request, changed, closure } = closed;
  return jsonText({
    request: request.data.id,
    file: request.file,
    changed,
    closed: closure.at,
    reason: closure.reason,
    freeFrom: freeFrom(closed),
  });
}

export function describeClosed(closed: ClosedRequest): Text {
  const { request, changed, closure } = closed;
  const { data, file } = request;
  if (!changed) {
    return {
      id: `${data.id}: sudah ditutup pada ${closure.at} (${closure.reason}); ${file} tidak diubah`,
      en: `${data.id}: closed before, at ${closure.at} (${closure.reason}); ${file} is not changed`,
    };
  }
  const day = freeFrom(closed);
  return {
    id: `${data.id}: penutupan dicatat di ${file}\n  'titip up' mengarsipkan berkasnya, lalu menghapus situs dan data DNS-nya\n  nama dan alamatnya boleh diberikan lagi mulai ${day}, uid-nya tidak pernah`,
    en: `${data.id}: closure recorded in ${file}\n  'titip up' archives its files, then removes site and DNS records\n  its name and address may be given again from ${day} on, its uid never`,
  };
}

/** Day (UTC) on which the quarantine of name and address ends. */
function freeFrom({ closure, allocation }: ClosedRequest): string {
  return new Date(afterDays(closure.at, allocation?.quarantine_days ?? 0)).toISOString().slice(0, 10);
}
