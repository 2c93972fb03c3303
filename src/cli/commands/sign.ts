import type { Act } from "../../approval/acts";
import { holderAt, rolesFor } from "../../approval/authority";
import type { Proof } from "../../approval/statement";
import { holderOn } from "../../schema/holder-on";
import { localDay } from "../../schema/moments";
import type { Site } from "../../schema/site";
import { findAct } from "../approval/find-act";
import { PLAN_OPTION } from "../approval/plan-of-act";
import { type Signing, sign } from "../approval/sign";
import { KEY_OPTION } from "../approval/signer";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { STACK_OPTIONS } from "../engine/engine-options";
import { readPaper } from "../letters/letter-store";
import { openSite, siteFolder } from "../site";
import { stepTime } from "../steps/step-time";

export const signCommand: CommandSpec = {
  name: "sign",
  summary: {
    id: "tandatangani keputusan yang tercatat, beserta rencana yang disetujuinya",
    en: "sign a recorded decision, with the plan that it approves",
  },
  details: {
    id: "Rencana permohonan itu dihitung seolah-olah disetujui dan ditampilkan; sidiknya ditulis pada langkahnya, dan buktinya pada evidence/<id>/<kegiatan>.json, .sig, .plan.json. Kunci pejabat dicatat di datacenter/officers.yaml. Dengan --paper yang ditandatangani pencatatnya (recorded_by) adalah surat bertanda tangan, menurut SHA-256-nya.",
    en: "The request's plan is made as if approved, and shown; its digest goes into the step, the evidence to evidence/<id>/<activity>.json, .sig, .plan.json. Officers' keys stand in datacenter/officers.yaml. With --paper it is whoever recorded it (recorded_by) who signs for a signed paper, by its SHA-256.",
  },
  examples: [
    "titip sign HST-2026-0012 decision --key ~/.ssh/id_ed25519",
    "titip sign HST-2026-0012 decision --plan plan.json",
    "titip sign HST-2026-0012 decision --paper SK-persetujuan.pdf",
    "titip sign HST-2026-0007 suspension --follow-up --by kepala-dinas",
    "titip sign --approval perbaikan-november",
  ],
  arguments: [
    { name: "[id]", text: { id: "nomor permohonan", en: "request id" } },
    { name: "[activity]", text: { id: "kegiatan, seperti di sop/*.yaml", en: "activity, as in sop/*.yaml" } },
  ],
  options: [
    {
      flags: "--approval <name>",
      text: { id: "tandatangani approvals/<name>.yaml", en: "sign approvals/<name>.yaml" },
    },
    KEY_OPTION,
    PLAN_OPTION,
    {
      flags: "--paper <file>",
      text: {
        id: "surat yang ditandatangani pejabatnya; dicatat dan ditandatangani oleh orang lain",
        en: "the paper that the officer signed; recorded and signed for by another",
      },
    },
    {
      flags: "--title <text>",
      text: {
        id: "judul surat pada --paper (bawaan: nama berkas)",
        en: "title of the --paper (default: its file's name)",
      },
    },
    {
      flags: "--follow-up",
      text: {
        id: "persetujuan susulan atas penghentian darurat",
        en: "the approval that follows an emergency suspension",
      },
    },
    {
      flags: "--by <officer>",
      text: { id: "jabatan yang memberi persetujuan susulan", en: "position that gives the follow-up" },
    },
    {
      flags: "--again",
      text: {
        id: "ganti tanda tangan yang belum masuk main",
        en: "replace a signature that main does not have yet",
      },
    },
    { flags: "-y, --yes", text: { id: "tanpa bertanya", en: "without asking" } },
    ...STACK_OPTIONS,
    formatOption(),
  ],
  run: async (context, { arguments: [id, activity], options }) => {
    const opened = openSite(siteFolder(context, options.stack as string | undefined));
    const followUp = options.followUp === true;
    const approval = options.approval as string | undefined;
    const act = findAct(opened.site, { id, activity, approval, followUp });
    return sign(context, opened, signingOf(context, opened.site, act, options), options);
  },
};

function signingOf(context: Context, site: Site, act: Act, options: Record<string, unknown>): Signing {
  const own = act.followUp ? followUpOf(context, site, act, options.by as string | undefined) : undefined;
  if (typeof options.paper !== "string") return { act, own, proof: { kind: "ssh" } };
  const paper = readPaper(context.root, options.paper);
  const title = typeof options.title === "string" ? options.title : options.paper.replace(/^.*[/\\]/, "");
  const proof: Proof = { kind: "paper", paper: { sha256: paper.sha256, title } };
  return { act, own, proof, paper };
}

/** Who gives the approval that follows: as named, else the first in office who did not suspend the service himself. */
function followUpOf(context: Context, site: Site, act: Act, wanted: string | undefined) {
  const at = act.request ? stepTime(act.request, undefined, context.now()) : act.at;
  const roles = rolesFor(site, act);
  const suspended = holderAt(site, act.by, act.at)?.contact;
  const free = [...site.officers].find(([, officer]) => {
    const holder = holderOn(officer.holders, localDay(at));
    return officer.roles.some((role) => roles.includes(role)) && holder && holder.contact !== suspended;
  });
  const by = wanted ?? free?.[0];
  if (by !== undefined) return { by, at };
  throw unusable({
    id: "tidak ada pejabat lain yang dapat menyetujui; beri --by",
    en: "there is no other officer who may approve; give --by",
  });
}
