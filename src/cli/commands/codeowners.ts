import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { codeOwnersText, type ForgeKind, type OwnedArea, ownedAreas } from "../../approval/code-owners";
import { policyOf } from "../../approval/policy";
import { prefixOf } from "../../approval/read-side";
import { GitError } from "../../git/run-git";
import { jsonText, printable } from "../../printable";
import { localDay } from "../../schema/moments";
import type { Site } from "../../schema/site";
import { failed, unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import type { Context } from "../context";
import { openSite, siteFolder } from "../site";
import { usableOffice } from "../status/open-office";

export const codeownersCommand: CommandSpec = {
  name: "codeowners",
  summary: {
    id: "tulis CODEOWNERS dari pejabat dan prosedur",
    en: "write CODEOWNERS from officers and procedures",
  },
  details: {
    id: "Siapa yang memutuskan permohonan menurut sop/, dan siapa yang menyetujui perubahan datacenter/ menurut datacenter/approvals.yaml, menjadi pemilik foldernya di forge. Pemegang jabatan hari ini yang dipakai. --check membandingkan dengan berkas yang ada; kode keluar 1 bila berbeda.",
    en: "Whoever decides on requests by sop/, and whoever approves changes of datacenter/ by datacenter/approvals.yaml, becomes the owner of its folder on the forge. Those who hold the positions today count. --check compares with a file; exit code 1 when it differs.",
  },
  examples: ["titip codeowners > .github/CODEOWNERS", "titip codeowners --check .gitlab/CODEOWNERS"],
  options: [
    {
      flags: "--forge <kind>",
      text: { id: "forge (bawaan: approvals.forge)", en: "forge (default: approvals.forge)" },
      choices: ["github", "gitlab", "forgejo"],
    },
    { flags: "--check <file>", text: { id: "berkas yang dibandingkan", en: "file to compare with" } },
    formatOption(),
  ],
  run: async (context, { options }) => {
    const folder = siteFolder(context);
    const { site } = openSite(folder);
    const forge = (options.forge as ForgeKind | undefined) ?? policyOf(site).forge;
    if (forge === undefined) throw withoutForge();
    const areas = ownedAreas(site, forge, today(context, site));
    refuseOwnerless(areas, forge);
    for (const position of new Set(areas.flatMap(({ without }) => without)))
      context.note(
        context.say({
          id: `${position} tidak punya akun ${forge} di datacenter/officers.yaml dan tidak ikut`,
          en: `${position} has no ${forge} account in datacenter/officers.yaml and is left out`,
        }),
      );
    const text = codeOwnersText(areas, forge, await prefixIn(folder));
    if (typeof options.check === "string")
      return compare(context, resolve(context.root, options.check), text);
    context.print(options.format === "json" ? jsonText({ forge, areas, text }) : text.trimEnd());
    return 0;
  },
};

function today(context: Context, { calendar }: Site): string {
  const now = context.now();
  return localDay(usableOffice(calendar)?.write(now.getTime()) ?? now.toISOString());
}

async function prefixIn(folder: string): Promise<string> {
  return prefixOf(folder).catch((error) => {
    if (error instanceof GitError) return ""; // no repository: the site is its root
    throw error;
  });
}

/** A pattern without owners would ask nobody at all. */
function refuseOwnerless(areas: readonly OwnedArea[], forge: ForgeKind): void {
  const found = areas.find(({ accounts }) => accounts.length === 0);
  if (!found) return;
  const what = found.folders.join(", ") || "*";
  const who = found.positions.join(", ");
  throw failed(
    {
      id: `${what} tidak ada pemiliknya: ${who || "tak seorang pun"} tanpa akun ${forge}`,
      en: `${what} would have no owner: ${who || "nobody"} without a ${forge} account`,
    },
    {
      id: `isi accounts: { ${forge}: … } pada pemegang jabatannya di datacenter/officers.yaml`,
      en: `give the holder accounts: { ${forge}: … } in datacenter/officers.yaml`,
    },
  );
}

function withoutForge(): Error {
  return unusable(
    { id: "forge tidak diketahui", en: "which forge is not known" },
    {
      id: "beri --forge, atau isi approvals.forge.kind di datacenter/approvals.yaml",
      en: "give --forge, or approvals.forge.kind in datacenter/approvals.yaml",
    },
  );
}

function compare(context: Context, file: string, text: string): number {
  let found: string | undefined;
  try {
    found = readFileSync(file, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  if (found?.replace(/\r\n/g, "\n") === text) return 0;
  context.note(
    printable(
      context.say({
        id: `${file} bukan yang ditulis titip codeowners sekarang; tulis lagi: titip codeowners > ${file}`,
        en: `${file} is not what titip codeowners writes now; write it again: titip codeowners > ${file}`,
      }),
    ),
  );
  return 1;
}
