import { jsonText } from "../../printable";
import type { AllocationPolicy } from "../../schema/generated/allocation";
import type { Kind } from "../../schema/kinds";
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
  const [follows, day] = [FOLLOWS[data.kind], freeFrom(closed)];
  return {
    id: `${data.id}: penutupan dicatat di ${file}\n  'titip up' ${follows.id}\n  nama dan alamatnya boleh diberikan lagi mulai ${day}${follows.rest.id}`,
    en: `${data.id}: closure recorded in ${file}\n  'titip up' ${follows.en}\n  its name and address may be given again from ${day} on${follows.rest.en}`,
  };
}

/** What the next apply does, and what is never, or at once, given again. */
const FOLLOWS: Record<Kind, Text & { rest: Text }> = {
  hosting: {
    id: "mengarsipkan berkasnya, lalu menghapus situs dan data DNS-nya",
    en: "archives its files, then removes site and DNS records",
    rest: { id: ", uid-nya tidak pernah", en: ", its uid never" },
  },
  colocation: {
    id: "menghapus data DNS-nya dan menutup semua portanya di gerbang",
    en: "removes its DNS records and closes all of its ports on the gateway",
    rest: {
      id: "; unit rak dan porta sakelarnya bebas sekarang",
      en: "; its rack unit and switch port are free now",
    },
  },
};

/** Day (UTC) on which the quarantine of name and address ends. */
function freeFrom({ closure, allocation }: ClosedRequest): string {
  return new Date(afterDays(closure.at, allocation?.quarantine_days ?? 0)).toISOString().slice(0, 10);
}
