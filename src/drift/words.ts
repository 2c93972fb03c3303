import type { Text } from "../text";
import type { Difference, DifferenceKind, DriftReport, ServerDrift } from "./difference";

export const KIND_WORDS: Readonly<Record<DifferenceKind, Text>> = {
  changed: { id: "diubah di luar Titip", en: "changed outside Titip" },
  missing: { id: "hilang dari server", en: "gone from the server" },
  unknown: { id: "tidak dapat dibaca", en: "could not be read" },
};

/** A server's name; what has none stands at the other company. */
export function serverWords(server: string): Text {
  return server === "" ? { id: "(tanpa server)", en: "(no server)" } : { id: server, en: server };
}

/** How one server stands, on one line. */
export function stateWords({ resources, differing, unread }: ServerDrift): Text {
  const parts: Text[] = [];
  if (differing > 0)
    parts.push({
      id: `${differing} dari ${resources} sumber daya menyimpang`,
      en: `${differing} of ${plural(resources, "resource")} differ`,
    });
  if (unread > 0)
    parts.push({
      id: `${unread} dari ${resources} tidak dapat dibaca (belum tentu menyimpang)`,
      en: `${unread} of ${resources} could not be read (which is not drift)`,
    });
  if (parts.length === 0)
    parts.push({
      id: `sesuai (${resources} sumber daya)`,
      en: `as recorded (${plural(resources, "resource")})`,
    });
  return { id: parts.map(({ id }) => id).join("; "), en: parts.map(({ en }) => en).join("; ") };
}

/** The whole in one sentence. */
export function summaryWords({ servers, differences }: DriftReport): Text {
  const resources = servers.reduce((sum, one) => sum + one.resources, 0);
  if (resources === 0)
    return {
      id: "Belum ada sumber daya yang tercatat; tidak ada yang dibandingkan.",
      en: "No resource is recorded yet; nothing was compared.",
    };
  const differing = servers.filter((one) => one.differing > 0);
  const unread = servers.filter((one) => one.unread > 0).length;
  const away: Text =
    unread === 0
      ? { id: "", en: "" }
      : {
          id: `; ${unread} server tidak terbaca seluruhnya`,
          en: `; ${plural(unread, "server")} could not be read whole`,
        };
  if (differing.length === 0)
    return {
      id: `Tidak ada penyimpangan pada ${resources} sumber daya di ${servers.length} server${away.id}.`,
      en: `No drift of ${plural(resources, "resource")} on ${plural(servers.length, "server")}${away.en}.`,
    };
  const count = differing.reduce((sum, one) => sum + one.differing, 0);
  const values = differences.filter(({ kind }) => kind !== "unknown").length;
  return {
    id: `Penyimpangan: ${count} sumber daya (${values} nilai) di ${differing.length} server${away.id}.`,
    en: `Drift: ${plural(count, "resource")} (${plural(values, "value")}) on ${plural(differing.length, "server")}${away.en}.`,
  };
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}

/** What somebody has to do about it, one sentence each; nothing when all is as recorded. */
export function remedyWords({ servers, differences }: DriftReport): Text[] {
  const requests = requestsOf(differences.filter(({ kind }) => kind !== "unknown"));
  const steps: Text[] = [];
  if (servers.some(({ differing }) => differing > 0)) {
    steps.push(
      {
        id: "Catat keadaan itu ke state: titip refresh --yes (server tidak diubah).",
        en: "Record what is there in the state: titip refresh --yes (no server is changed).",
      },
      {
        id: `Mintakan persetujuan perbaikan: approvals/<nama>.yaml dengan kind: repair, untuk ${requests}; digest-nya disebut oleh titip preview.`,
        en: `Ask for a repair approval: approvals/<name>.yaml with kind: repair, for ${requests}; titip preview says the digest.`,
      },
      {
        id: "Setelah disetujui, pulihkan: titip up --approved.",
        en: "When it is approved, put it right: titip up --approved.",
      },
      {
        id: "Bila perubahan itu memang dikehendaki, ajukan sebagai perubahan permohonan; tidak ada yang dipulihkan tanpa persetujuan.",
        en: "If the change is wanted, ask for it as a change of the request; nothing is repaired without an approval.",
      },
    );
  }
  if (servers.some(({ unread }) => unread > 0))
    steps.push({
      id: "Server yang tidak terbaca: periksa jaringan, layanan ssh dan kunci host-nya (titip doctor), lalu jalankan lagi.",
      en: "Servers that could not be read: check network, ssh service and host key (titip doctor), then run again.",
    });
  return steps;
}

const MOST_REQUESTS = 10;

function requestsOf(differences: readonly Difference[]): string {
  const ids = [...new Set(differences.map(({ request }) => request).filter(Boolean))].sort();
  const more = ids.length > MOST_REQUESTS ? [`… (+${ids.length - MOST_REQUESTS})`] : [];
  return [...ids.slice(0, MOST_REQUESTS), ...more].join(", ") || "-";
}
