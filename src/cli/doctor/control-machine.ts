import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import type { Text } from "../../text";
import { CommandError } from "../command-error";
import type { Context } from "../context";
import { chooseEngine } from "../engine/choose-engine";
import { type StackSettings, stackSettings } from "../engine/settings";
import { type Finding, same } from "./finding";

/** The oldest Node that `engines` of package.json allows. */
const OLDEST_NODE = 20;

/** What the machine needs on which Titip is run. */
export async function examineControlMachine(context: Context, stack: string | undefined): Promise<Finding[]> {
  const { environment, root } = context;
  return [
    nodeVersion(process.versions.node),
    program(root),
    await gitVersion(),
    await engine(environment),
    ...stackAndBackend(root, environment, stack),
    sshKey(environment),
  ];
}

function nodeVersion(version: string): Finding {
  const ok = Number(version.split(".")[0]) >= OLDEST_NODE;
  const fix = {
    id: `pasang Node.js ${OLDEST_NODE} atau lebih baru`,
    en: `install Node.js ${OLDEST_NODE} or newer`,
  };
  return control(same("Node.js"), ok, same(`v${version}`), fix);
}

/** `main` of Pulumi.yaml and the plugin it names are compiled files. */
function program(root: string): Finding {
  const what = { id: "program terkompilasi", en: "compiled program" };
  const build = { id: "jalankan 'npm ci && npm run build'", en: "run 'npm ci && npm run build'" };
  const project = readYaml(join(root, "Pulumi.yaml")) as { main?: string } | undefined;
  if (!project) {
    const fix = {
      id: "jalankan di folder proyek, atau beri -C <dir>",
      en: "run it in the project folder, or give -C <dir>",
    };
    return control(
      what,
      false,
      { id: `tidak ada Pulumi.yaml di ${root}`, en: `no Pulumi.yaml in ${root}` },
      fix,
    );
  }
  const files = [project.main ?? "index.js", "dist/src/provider/main.js"];
  const missing = files.filter((file) => !existsSync(resolve(root, file)));
  if (missing.length === 0) return control(what, true, same(files.join(", ")));
  return control(
    what,
    false,
    { id: `belum ada: ${missing.join(", ")}`, en: `missing: ${missing.join(", ")}` },
    build,
  );
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

async function gitVersion(): Promise<Finding> {
  const what = same("git");
  try {
    const { stdout } = await promisify(execFile)("git", ["--version"]);
    return control(what, true, same(stdout.trim()));
  } catch {
    const fix = { id: "pasang git (apt install git)", en: "install git (apt install git)" };
    return control(what, false, { id: "tidak ada di PATH", en: "not on PATH" }, fix);
  }
}

async function engine(environment: NodeJS.ProcessEnv): Promise<Finding> {
  const { name, version, executable } = await chooseEngine(environment);
  const found =
    name === "pulumi"
      ? same(`Pulumi CLI ${version} (${executable})`)
      : { id: "mesin bawaan (Pulumi CLI tidak terpasang)", en: "embedded (no Pulumi CLI installed)" };
  return control({ id: "mesin", en: "engine" }, true, found);
}

function stackAndBackend(root: string, environment: NodeJS.ProcessEnv, stack?: string): Finding[] {
  const what = { id: "stack dan frasa sandi", en: "stack and passphrase" };
  try {
    const settings = stackSettings(root, environment, stack);
    return [control(what, true, same(settings.stack)), backend(settings)];
  } catch (error) {
    if (error instanceof CommandError) return [control(what, false, error.text, error.remedy)];
    throw error;
  }
}

/** A file backend must be writable; others are known to their own service only. */
function backend({ backendUrl, projectDir }: StackSettings): Finding {
  const what = { id: "tempat state", en: "state backend" };
  const path = /^file:\/\/([^?]*)/.exec(backendUrl)?.[1];
  if (path === undefined) return control(what, true, same(backendUrl));
  const folder = resolve(projectDir, path.replace(/^~/, homedir()));
  if (isWritable(nearestExisting(folder))) return control(what, true, same(backendUrl));
  const found = { id: `${backendUrl} tidak dapat ditulisi`, en: `${backendUrl} is not writable` };
  const fix = { id: `beri hak tulis pada ${folder}`, en: `make ${folder} writable` };
  return control(what, false, found, fix);
}

function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder));
}

/** A file where a folder should be is not; root may write to either. */
function isWritable(path: string): boolean {
  return statSync(path).isDirectory() && isAllowed(path, constants.W_OK);
}

function isAllowed(path: string, mode: number): boolean {
  try {
    accessSync(path, mode);
    return true;
  } catch {
    return false;
  }
}

/** In the order that the SSH session takes them (src/remote/channel.ts). */
function sshKey(environment: NodeJS.ProcessEnv): Finding {
  const what = { id: "kunci SSH", en: "SSH key" };
  const fix = {
    id: "setel TITIP_SSH_KEY ke berkas kunci, jalankan ssh-agent, atau buat ~/.ssh/id_ed25519",
    en: "set TITIP_SSH_KEY to a key file, start ssh-agent, or make ~/.ssh/id_ed25519",
  };
  const { TITIP_SSH_KEY: file, SSH_AUTH_SOCK: agent } = environment;
  const usual = join(homedir(), ".ssh", "id_ed25519");
  const source = file ? `TITIP_SSH_KEY ${file}` : agent ? `ssh-agent ${agent}` : usual;
  if (isAllowed(file || agent || usual, constants.R_OK)) return control(what, true, same(source));
  return control(what, false, { id: `${source} tidak dapat dibaca`, en: `${source} cannot be read` }, fix);
}

function control(what: Text, ok: boolean, found: Text, fix?: Text): Finding {
  return { place: "control", what, ok, found, ...(ok ? {} : { fix }) };
}
