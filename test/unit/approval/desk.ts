import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readFolder } from "../../../src/approval/read-side";
import { planSite } from "../../../src/plan/plan-site";
import { type Desk, openDesk, type Ran } from "../cli/recording/support";

export const POLICY = "approvals: { evidence: [ssh, paper], emergency: { roles: [datacenter-team] } }\n";
export const REQUEST = "HST-2026-0008";
export const FILE = `requests/hosting/${REQUEST}.yaml`;

/** A site in a repository whose main has officers with keys and a policy. */
export interface ApprovalDesk extends Desk {
  git(...words: string[]): string;
  /** Path of an officer's private key. */
  key(officer: string): string;
  commit(): void;
  /** Records a decision on the request, on a branch of its own. */
  decide(by?: string, recordedBy?: string): Promise<void>;
  sign(...words: string[]): Promise<Ran>;
  /** Rules that `verify-approvals` names, as JSON has them. */
  rules(...words: string[]): Promise<string[]>;
}

const PEOPLE = ["rina-wulandari", "agus-hidayat", "yusuf-maulana"];

/** @param keyType of ssh-keygen, with its bits: `rsa -b 3072` */
export function openApprovalDesk(keyType = "ed25519"): ApprovalDesk {
  const desk = openDesk("en");
  const keys = join(desk.folder, "..", `${desk.folder.split("/").pop()}-keys`);
  mkdirSync(keys);
  for (const person of PEOPLE) makeKey(keys, person, keyType);
  const publicKey = (person: string) =>
    readFileSync(join(keys, `${person}.pub`), "utf8")
      .split(" ")
      .slice(0, 2)
      .join(" ");
  for (const person of PEOPLE)
    desk.edit(
      "datacenter/officers.yaml",
      new RegExp(`\\{ contact: ${person}, (.*) \\}`),
      `{ contact: ${person}, $1, keys: [{ key: "${publicKey(person)}", from: 2026-01-01 }] }`,
    );
  desk.write("datacenter/approvals.yaml", POLICY);
  desk.edit(FILE, / {2}decision: .*\n/, ""); // it waits for its decision
  const git = (...words: string[]) =>
    execFileSync("git", ["-C", desk.folder, "-c", "user.name=x", "-c", "user.email=x@example", ...words], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  git("init", "-q", "-b", "main");
  const commit = () => {
    git("add", "-A");
    git("commit", "-q", "--allow-empty", "-m", "x");
  };
  commit();
  git("checkout", "-q", "-b", "usul");
  const planFile = join(keys, "plan.json");
  const sign = (...words: string[]) => {
    const plan = planSite(readFolder(desk.folder).site, undefined, [REQUEST]);
    desk.write(`../${keys.split("/").pop()}/plan.json`, JSON.stringify({ version: 1, ...plan, assumed: [] }));
    return desk.titip("sign", ...words, "--plan", planFile);
  };
  return {
    ...desk,
    git,
    commit,
    sign,
    key: (person) => join(keys, person),
    decide: async (by = "kabid-aplikasi", recordedBy) => {
      const typed = recordedBy === undefined ? [] : ["--recorded-by", recordedBy];
      const words = ["step", REQUEST, "decision", "--set", "result=approved", "--by", by];
      const ran = await desk.titip(...words, ...typed);
      if (ran.code !== 0) throw new Error(`${ran.error}${ran.noted.join("\n")}`);
    },
    rules: async (...words) => {
      const ran = await desk.titip("verify-approvals", "--format", "json", ...words);
      if (ran.error !== "") throw new Error(ran.error);
      return JSON.parse(ran.out).refusals.map(({ rule }: { rule: string }) => rule);
    },
    leave: () => {
      desk.leave();
      execFileSync("rm", ["-r", keys]);
    },
  };
}

function makeKey(folder: string, name: string, type: string): void {
  if (existsSync(join(folder, name))) return;
  execFileSync("ssh-keygen", ["-q", "-t", ...type.split(" "), "-N", "", "-C", "", "-f", join(folder, name)]);
}
