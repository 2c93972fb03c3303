import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CommandResult, labExec } from "../../../lab";

const REPOSITORY = resolve(__dirname, "../../..");
const CODE = [
  "node_modules",
  "dist",
  "plugin",
  "bin",
  "schema",
  "server",
  "lab",
  "package.json",
  "Pulumi.yaml",
];
const DATA = ["datacenter", "sop", "Pulumi.lab.yaml"];

/** A project of its own, with the compiled program and the demo's inventory, whose `titip` runs inside a lab. */
export class Project {
  readonly root = mkdtempSync(join(tmpdir(), "titip-project-"));

  constructor(
    private readonly lab: string,
    options: { requests?: boolean } = {},
  ) {
    for (const name of CODE) symlinkSync(join(REPOSITORY, name), join(this.root, name));
    for (const name of DATA) cpSync(join(REPOSITORY, name), join(this.root, name), { recursive: true });
    if (options.requests)
      cpSync(join(REPOSITORY, "requests"), join(this.root, "requests"), { recursive: true });
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.root, file), text, { flush: true });
  }

  remove(file: string): void {
    rmSync(join(this.root, file));
  }

  titip(...argv: string[]): Promise<CommandResult> {
    return this.run(["bin/titip", ...argv]);
  }

  /** Runs a program on the lab's control host, in the project. */
  run(argv: string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return labExec(this.lab, "control", argv, {
      cwd: this.root,
      env: { TITIP_LANG: "en", NO_COLOR: "1", PULUMI_BACKEND_URL: `file://${this.root}/state`, ...env },
      timeout: 280_000,
    });
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
