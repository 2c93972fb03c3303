import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { makeFolders } from "../../make-folders";
import { type CommandError, unusable } from "../command-error";

/** Which stack of which project, where its state is kept, and what opens its secrets. */
export interface StackSettings {
  projectDir: string;
  /** `name` of Pulumi.yaml, part of every URN. */
  project: string;
  stack: string;
  backendUrl: string;
  /** Opens the stack's secrets; undefined where the stack has another secrets provider. */
  passphrase: string | undefined;
}

interface ProjectFile {
  name?: string;
  backend?: { url?: string };
  stackConfigDir?: string;
}

/** State beside the project, where neither the environment nor Pulumi.yaml says otherwise. */
const DEFAULT_BACKEND = "file://./state";

/**
 * @param wanted value of `--stack`
 * @param secrets false for what opens no secret of the stack: then no passphrase is asked for
 * @throws CommandError (exit code 2) naming what is missing and how to give it
 */
export function stackSettings(
  root: string,
  environment: NodeJS.ProcessEnv,
  wanted?: string,
  secrets = true,
): StackSettings {
  const project = readProject(root);
  const stack = chooseStack(stackNames(root, project), wanted ?? environment.PULUMI_STACK);
  const backendUrl = environment.PULUMI_BACKEND_URL || project.backend?.url || DEFAULT_BACKEND;
  const foreignSecrets = usesOtherSecrets(root, project, stack) || /^https?:/.test(backendUrl);
  const passphrase = foreignSecrets || !secrets ? undefined : readPassphrase(environment);
  return { projectDir: root, project: project.name ?? "titip", stack, backendUrl, passphrase };
}

function readProject(root: string): ProjectFile {
  const file = join(root, "Pulumi.yaml");
  if (!existsSync(file)) {
    throw unusable(
      { id: `tidak ada Pulumi.yaml di ${root}`, en: `there is no Pulumi.yaml in ${root}` },
      {
        id: "jalankan di folder proyek, atau beri -C <dir>",
        en: "run it in the project folder, or give -C <dir>",
      },
    );
  }
  return (parse(readFileSync(file, "utf8")) as ProjectFile | null) ?? {};
}

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

/** Stacks that have a settings file `Pulumi.<stack>.yaml`, sorted. */
function stackNames(root: string, project: ProjectFile): string[] {
  const folder = resolve(root, project.stackConfigDir ?? ".");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name) => STACK_FILE.exec(name)?.[1] ?? []).sort();
}

function chooseStack(known: string[], wanted: string | undefined): string {
  if (wanted && known.length > 0 && !known.includes(wanted)) throw unknownStack(wanted, known);
  if (wanted) return wanted;
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) return only;
  const found = known.join(", ");
  throw unusable(
    known.length === 0
      ? { id: "stack belum ditentukan", en: "no stack is chosen" }
      : { id: `ada beberapa stack: ${found}`, en: `there are several stacks: ${found}` },
    { id: "beri --stack <nama> atau setel PULUMI_STACK", en: "give --stack <name> or set PULUMI_STACK" },
  );
}

/** A misspelt name would make a second stack for the same servers. */
function unknownStack(wanted: string, known: string[]): CommandError {
  return unusable(
    {
      id: `tidak ada stack ${wanted}; yang ada: ${known.join(", ")}`,
      en: `there is no stack ${wanted}; there are: ${known.join(", ")}`,
    },
    {
      id: `perbaiki --stack atau PULUMI_STACK; untuk stack baru buat dahulu Pulumi.${wanted}.yaml (boleh kosong)`,
      en: `correct --stack or PULUMI_STACK; for a new stack make Pulumi.${wanted}.yaml first (it may be empty)`,
    },
  );
}

/** A stack made with `--secrets-provider awskms://…` and the like keeps its key elsewhere. */
function usesOtherSecrets(root: string, project: ProjectFile, stack: string): boolean {
  const file = join(resolve(root, project.stackConfigDir ?? "."), `Pulumi.${stack}.yaml`);
  if (!existsSync(file)) return false;
  const settings = parse(readFileSync(file, "utf8")) as { secretsprovider?: string } | null;
  return settings?.secretsprovider !== undefined && settings.secretsprovider !== "passphrase";
}

/** The empty passphrase is allowed, as Pulumi allows it; an unset one is not. */
function readPassphrase(environment: NodeJS.ProcessEnv): string {
  const { PULUMI_CONFIG_PASSPHRASE: direct, PULUMI_CONFIG_PASSPHRASE_FILE: file } = environment;
  if (direct !== undefined) return direct;
  if (!file) {
    throw unusable(
      { id: "frasa sandi stack belum diberikan", en: "the stack's passphrase is not given" },
      {
        id: "setel PULUMI_CONFIG_PASSPHRASE, atau PULUMI_CONFIG_PASSPHRASE_FILE dengan nama berkasnya",
        en: "set PULUMI_CONFIG_PASSPHRASE, or PULUMI_CONFIG_PASSPHRASE_FILE with the name of its file",
      },
    );
  }
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw unusable({
      id: `berkas frasa sandi ${file} (PULUMI_CONFIG_PASSPHRASE_FILE) tidak dapat dibaca`,
      en: `the passphrase file ${file} (PULUMI_CONFIG_PASSPHRASE_FILE) cannot be read`,
    });
  }
}

/** The stock CLI wants the folder of a file backend to exist. */
export function prepareBackend({ projectDir, backendUrl }: StackSettings): void {
  const match = /^file:\/\/(.*?)(\?.*)?$/.exec(backendUrl);
  const path = match?.[1];
  if (path && !path.startsWith("~")) makeFolders(resolve(projectDir, path));
}
