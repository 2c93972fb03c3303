import { policyOf } from "../../approval/policy";
import type { Forge, ForgeAddress, ForgeKind } from "../../forge/forge";
import { forgejo } from "../../forge/forgejo";
import { github } from "../../forge/github";
import { gitlab } from "../../forge/gitlab";
import { ForgeError } from "../../forge/http";
import { MARKER_NAME } from "../../forge/marked";
import { printable } from "../../printable";
import type { Site } from "../../schema/site";
import { failed, unusable } from "../command-error";
import type { OptionSpec } from "../command-spec";
import type { Context } from "../context";

export const FORGE_OPTIONS: OptionSpec[] = [
  {
    flags: "--forge <kind>",
    text: {
      id: "forge (bawaan: menurut runner, lalu datacenter/approvals.yaml)",
      en: "forge (default: the runner's, then that of datacenter/approvals.yaml)",
    },
    choices: ["github", "gitlab", "forgejo"],
  },
  {
    flags: "--repository <name>",
    text: { id: "pemilik/nama (bawaan: menurut runner)", en: "owner/name (default: the runner's)" },
  },
  {
    flags: "--api <url>",
    text: {
      id: "alamat antarmuka forge (bawaan: menurut runner)",
      en: "address of the forge's interface (default: the runner's)",
    },
  },
];

export const PULL_OPTION: OptionSpec = {
  flags: "--pull <number>",
  text: {
    id: "nomor pull atau merge request (bawaan: menurut runner)",
    en: "number of the pull or merge request (default: the runner's)",
  },
};

const FORGES = { github, gitlab, forgejo };

/**
 * The forge that the runner's environment or the options name. The token comes from TITIP_FORGE_TOKEN alone.
 * @throws CommandError (exit code 2) where something is missing
 */
export function openForge(
  { environment }: Pick<Context, "environment">,
  options: Record<string, unknown>,
  site?: Pick<Site, "approvalPolicy">,
): Forge {
  const kind =
    (options.forge as ForgeKind | undefined) ?? runnersForge(environment) ?? (site && policyOf(site).forge);
  if (kind === undefined)
    throw unusable(
      { id: "forge tidak diketahui", en: "which forge it is is not known" },
      { id: "beri --forge github, gitlab atau forgejo", en: "give --forge github, gitlab or forgejo" },
    );
  return FORGES[kind](addressOf(kind, environment, options));
}

function runnersForge(environment: NodeJS.ProcessEnv): ForgeKind | undefined {
  if (environment.FORGEJO_ACTIONS || environment.GITEA_ACTIONS) return "forgejo";
  if (environment.GITHUB_ACTIONS) return "github";
  return environment.GITLAB_CI ? "gitlab" : undefined;
}

function addressOf(
  kind: ForgeKind,
  environment: NodeJS.ProcessEnv,
  options: Record<string, unknown>,
): ForgeAddress {
  const isGitLab = kind === "gitlab";
  const wanted =
    (options.repository as string | undefined) ??
    environment[isGitLab ? "CI_PROJECT_PATH" : "GITHUB_REPOSITORY"];
  const api = (options.api as string | undefined) ?? apiOf(kind, environment);
  const { TITIP_FORGE_TOKEN: token = "", TITIP_FORGE_ACCOUNT: account } = environment;
  if (!/^https?:\/\/[^\s?#]+$/.test(api ?? "")) throw missing("--api", "https://forge.example/api/v1");
  if (!/^[A-Za-z0-9_.-]+(?:\/[A-Za-z0-9_.-]+)+$/.test(wanted ?? ""))
    throw missing("--repository", "kominfo/titip");
  if (token === "") throw missing("TITIP_FORGE_TOKEN", "docs/forge.md");
  return { api: (api ?? "").replace(/\/+$/, ""), repository: wanted ?? "", token, account };
}

function apiOf(kind: ForgeKind, environment: NodeJS.ProcessEnv): string | undefined {
  if (kind === "gitlab") return environment.CI_API_V4_URL;
  if (kind === "github") return environment.GITHUB_API_URL ?? "https://api.github.com";
  const { GITHUB_API_URL: api, GITHUB_SERVER_URL: server } = environment;
  return api ?? (server && `${server}/api/v1`);
}

function missing(what: string, example: string): Error {
  return unusable(
    { id: `${what} tidak ada atau keliru`, en: `${what} is missing or wrong` },
    { id: `misalnya: ${example}`, en: `for instance: ${example}` },
  );
}

/** @throws CommandError (exit code 2) where neither the option nor the runner says which */
export function pullNumber(
  { environment }: Pick<Context, "environment">,
  { pull }: Record<string, unknown>,
): number {
  const { CI_MERGE_REQUEST_IID: iid, GITHUB_REF: ref = "", TITIP_PULL: told } = environment;
  const wanted = (pull as string | undefined) ?? told ?? iid ?? /^refs\/pull\/(\d+)\//.exec(ref)?.[1] ?? "";
  if (!/^[1-9]\d{0,9}$/.test(wanted)) throw missing("--pull", "12");
  return Number(wanted);
}

/** Tells the posts of several stacks apart: as asked, else the stack's name where it is known. */
export function markerName(
  { environment }: Pick<Context, "environment">,
  { name }: Record<string, unknown>,
): string {
  const wanted = (name as string | undefined) ?? environment.PULUMI_STACK ?? "titip";
  if (!MARKER_NAME.test(wanted)) throw missing("--name", "produksi");
  return wanted;
}

/** Turns the forge's refusal into words for the reader: what was asked, what it said, what to do. */
export async function withForge<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ForgeError)) throw error;
    const status = error.status === undefined ? "" : ` ${error.status}`;
    const words = printable(`${error.request}:${status} ${error.words}`);
    throw failed({ id: `forge: ${words}`, en: `forge: ${words}` }, remedyOf(error.status));
  }
}

function remedyOf(status: number | undefined) {
  if (status === 401)
    return {
      id: "token tidak diterima: periksa TITIP_FORGE_TOKEN dan masa berlakunya",
      en: "the token is not accepted: look at TITIP_FORGE_TOKEN and until when it counts",
    };
  if (status === 403 || status === 404)
    return {
      id: "token tidak mempunyai hak itu, atau repositori dan nomornya keliru: lihat docs/forge.md",
      en: "the token may not do that, or repository and number are wrong: see docs/forge.md",
    };
  if (status !== undefined && status >= 300 && status < 400)
    return {
      id: "alamat forge sudah pindah: perbaiki --api; token tidak dikirim ke tempat lain",
      en: "the forge's address has moved: mend --api; the token is sent to no other place",
    };
  return {
    id: "jalankan lagi bila forge menjawab kembali; tidak ada yang hilang",
    en: "run it again when the forge answers; nothing is lost",
  };
}
