import { printableLines } from "../printable";
import type { Forge } from "./forge";
import { markerOf, ownPost, sameBody } from "./marked";

export type About = "apply" | "drift" | "due";

/** What has to be looked at. */
export interface Matter {
  about: About;
  /** Stack. */
  name: string;
  /** Page of the run, when there is one. */
  run?: string;
}

/** What became of the issue; nothing when there is none and none is needed. */
export type Followed = { issue: number; deed: "opened" | "updated" | "unchanged" | "closed" } | undefined;

/** Opens the one issue about a matter, or brings it up to date. @param log what was printed, its end matters most */
export async function openFollowUp(forge: Forge, matter: Matter, log: string): Promise<Followed> {
  const marker = markerOf("follow-up", `${matter.about}:${matter.name}`);
  const author = await forge.account();
  const body = bodyOf(marker, matter, log);
  const own = ownPost(await forge.issuesOf(author), author, marker);
  if (!own) return { issue: await forge.createIssue(TITLES[matter.about], body), deed: "opened" };
  if (sameBody(own.body, body)) return { issue: own.id, deed: "unchanged" };
  await forge.updateIssue(own.id, body);
  return { issue: own.id, deed: "updated" };
}

/** Closes it, when it is open. */
export async function closeFollowUp(forge: Forge, matter: Matter): Promise<Followed> {
  const marker = markerOf("follow-up", `${matter.about}:${matter.name}`);
  const author = await forge.account();
  const own = ownPost(await forge.issuesOf(author), author, marker);
  if (!own) return undefined;
  const run = matter.run === undefined ? "" : ` (${matter.run})`;
  await forge.closeIssue(own.id, `${FIXED[matter.about]}${run}`);
  return { issue: own.id, deed: "closed" };
}

/** Issues are read by the office's own people: Indonesian, whatever language the run spoke. */
const TITLES: Readonly<Record<About, string>> = {
  apply: "Titip: penerapan gagal",
  drift: "Titip: keadaan server berbeda dari yang tercatat",
  due: "Titip: ada yang jatuh tempo",
};

const LEADS: Readonly<Record<About, string>> = {
  apply:
    "Penerapan `main` gagal atau belum selesai. Yang sudah dibuat tetap tercatat, yang gagal dikembalikan seperti semula; baris di bawah menyebut server, perintah dan sebabnya. Setelah sebabnya diperbaiki, jalankan pipeline di `main` sekali lagi: yang kurang saja yang dikerjakan. Issue ini ditutup sendiri oleh penerapan berikutnya yang berhasil.",
  drift:
    "Di server ditemukan keadaan yang berbeda dari yang tercatat, atau server yang tidak dapat dibaca. Tidak ada yang dipulihkan tanpa persetujuan: `titip refresh --yes` mencatat keadaannya, lalu `approvals/<nama>.yaml` dengan `kind: repair` dimintakan persetujuan. Issue ini ditutup sendiri bila keadaannya sesuai lagi.",
  due: "Masa layanan atau sertifikat berikut akan atau sudah berakhir. Perpanjang (`titip renew`) atau tutup (`titip close`) layanannya. Issue ini ditutup sendiri bila tidak ada lagi yang jatuh tempo.",
};

const FIXED: Readonly<Record<About, string>> = {
  apply: "Penerapan berikutnya berhasil.",
  drift: "Keadaan server sesuai lagi dengan yang tercatat.",
  due: "Tidak ada lagi yang jatuh tempo.",
};

/** Issues take some 65,000 characters. */
const LOG_LENGTH = 40_000;

function bodyOf(marker: string, { about, run }: Matter, log: string): string {
  const text = printableLines(log).trim();
  const end = text.length > LOG_LENGTH ? `…\n${text.slice(-LOG_LENGTH)}` : text;
  // In a fence that the log cannot close nothing is Markdown, a mention or a link.
  const longest = Math.max(2, ...[...end.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  const link = run === undefined ? [] : [`Jalannya pipeline: ${run}`, ""];
  return [marker, "", LEADS[about], "", ...link, `${fence}text`, end, fence, ""].join("\n");
}
