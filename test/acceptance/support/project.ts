import type { ChildProcess, StdioOptions } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CommandResult, labSpawn } from "../../../lab";
import type { LabFixture } from "../lab-fixture";

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
    private readonly lab: LabFixture,
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

  /** For runs that change most of what there is, which is more than one may by itself. */
  widenLimits(): void {
    const all = "{ share: 100 %, most: 1000 }";
    const limits = `{ deletes: ${all}, changes: ${all} }`;
    this.write("datacenter/approvals.yaml", `approvals: { required: false, limits: ${limits} }\n`);
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), "utf8");
  }

  /**
   * Gives this project compiled code of its own, changed in one file: what a mistake below our encoders would do.
   * @param file path below `dist/src`
   */
  sabotage(file: string, change: (code: string) => string): void {
    const dist = join(this.root, "dist");
    rmSync(dist, { recursive: true });
    cpSync(join(REPOSITORY, "dist"), dist, { recursive: true });
    const path = join(dist, "src", file);
    const code = readFileSync(path, "utf8");
    const changed = change(code);
    if (changed === code) throw new Error(`${file}: nothing was changed`);
    writeFileSync(path, changed);
  }

  remove(file: string): void {
    rmSync(join(this.root, file));
  }

  removeIfThere(file: string): void {
    rmSync(join(this.root, file), { force: true });
  }

  titip(...argv: string[]): Promise<CommandResult> {
    return this.run(["bin/titip", ...confirmed(argv)]);
  }

  /** As `titip`, at another time of its clock: no command records what has not happened yet. */
  titipAt(moment: string, ...argv: string[]): Promise<CommandResult> {
    return this.run(["bin/titip", ...confirmed(argv)], { NODE_OPTIONS: clockAt(moment) });
  }

  /** Runs a program on the lab's control host, in the project. */
  run(argv: string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return this.lab.exec("control", argv, { ...this.surroundings(env), timeout: 280_000 });
  }

  /** As `titip`, for a run that is watched, stopped or killed while it works. */
  start(...argv: string[]): ChildProcess {
    const stdio: StdioOptions = ["ignore", "pipe", "pipe"];
    return labSpawn(this.lab.name, "control", ["bin/titip", ...confirmed(argv)], {
      ...this.surroundings(),
      stdio,
    });
  }

  private surroundings(env: NodeJS.ProcessEnv = {}): { cwd: string; env: NodeJS.ProcessEnv } {
    const own = { TITIP_LANG: "en", NO_COLOR: "1", PULUMI_BACKEND_URL: `file://${this.root}/state` };
    return { cwd: this.root, env: { ...own, ...env } };
  }

  dispose(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A first apply and a destroy are confirmed on their own; a test that is about that gives its own word. */
export function confirmed([command = "", ...rest]: string[]): string[] {
  const asks = (command === "up" || command === "destroy") && !rest.includes("--confirm");
  return [command, ...rest, ...(asks ? ["--confirm", "lab"] : [])];
}

/** Option of Node with which its clock starts at a moment, and goes on from there. */
function clockAt(moment: string): string {
  const ahead = Date.parse(moment) - Date.now();
  const code = `const Real = Date; globalThis.Date = class extends Real {
    constructor(...given) { given.length > 0 ? super(...given) : super(Real.now() + ${ahead}); }
    static now() { return Real.now() + ${ahead}; }
  };`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}
