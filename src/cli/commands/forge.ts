import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type About, closeFollowUp, type Followed, openFollowUp } from "../../forge/follow-up";
import { jsonText } from "../../printable";
import { redact } from "../../remote/redact";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption } from "../command-spec";
import { FORGE_OPTIONS, markerName, openForge, withForge } from "../forge/open-forge";
import { withoutSecrets } from "../forge/without-secrets";
import { NAME_OPTION } from "./comment";

const followUpCommand: CommandSpec = {
  name: "follow-up",
  summary: {
    id: "buka issue setelah penerapan gagal, dan tutup setelah berhasil",
    en: "open an issue after an apply has failed, and close it after one that succeeds",
  },
  details: {
    id: "Satu issue untuk setiap --about dan --name: --failed membuka atau memperbaruinya dengan akhir log itu, --fixed menutupnya bila terbuka. Tokennya TITIP_FORGE_TOKEN.",
    en: "One issue for each --about and --name: --failed opens it, or brings it up to date, with the end of that log; --fixed closes it when it is open. The token is TITIP_FORGE_TOKEN.",
  },
  examples: ["titip forge follow-up --failed up.log", "titip forge follow-up --about drift --fixed"],
  options: [
    {
      flags: "--about <matter>",
      text: { id: "perihal", en: "what it is about" },
      choices: ["apply", "drift", "due"],
      default: "apply",
    },
    { flags: "--failed <file>", text: { id: "log yang gagal", en: "log of what has failed" } },
    { flags: "--fixed", text: { id: "sudah beres", en: "it is put right" } },
    NAME_OPTION,
    ...FORGE_OPTIONS,
    formatOption(),
  ],
  run: async (context, { options }) => {
    const { failed, fixed } = options;
    if ((typeof failed === "string") === (fixed === true))
      throw unusable({ id: "beri --failed <berkas> atau --fixed", en: "give --failed <file> or --fixed" });
    const { environment } = context;
    const matter = {
      about: options.about as About,
      name: markerName(context, options),
      run: runPage(environment),
    };
    const forge = openForge(context, options);
    const log =
      typeof failed === "string"
        ? withoutSecrets(redact(logText(resolve(context.root, failed))), environment)
        : "";
    const followed = await withForge(() =>
      fixed === true ? closeFollowUp(forge, matter) : openFollowUp(forge, matter, log),
    );
    if (options.format === "json") context.print(jsonText(followed ?? { issue: null, deed: null }));
    else context.note(context.say(wordsOf(followed)));
    return 0;
  },
};

function logText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw unusable({ id: `${file} tidak dapat dibaca`, en: `${file} cannot be read` });
  }
}

/** Address of this run's page, as runners tell it. */
function runPage(environment: NodeJS.ProcessEnv): string | undefined {
  const {
    CI_PIPELINE_URL: gitlab,
    GITHUB_SERVER_URL: server,
    GITHUB_REPOSITORY: name,
    GITHUB_RUN_ID: id,
  } = environment;
  if (gitlab) return gitlab;
  return server && name && id ? `${server}/${name}/actions/runs/${id}` : undefined;
}

function wordsOf(followed: Followed) {
  if (!followed) return { id: "Tidak ada issue yang terbuka.", en: "No issue is open." };
  const { issue, deed } = followed;
  return {
    opened: { id: `Issue ${issue} dibuka.`, en: `Issue ${issue} was opened.` },
    updated: { id: `Issue ${issue} diperbarui.`, en: `Issue ${issue} was brought up to date.` },
    unchanged: { id: `Issue ${issue} masih terbuka.`, en: `Issue ${issue} is still open.` },
    closed: { id: `Issue ${issue} ditutup.`, en: `Issue ${issue} was closed.` },
  }[deed];
}

export const forgeCommand: CommandSpec = {
  name: "forge",
  summary: { id: "issue tindak lanjut di forge", en: "follow-up issues on the forge" },
  examples: ["titip forge follow-up"],
  commands: [followUpCommand],
};
