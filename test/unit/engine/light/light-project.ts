import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineOptions } from "../../../../src/engine";
import { openSession } from "../../../../src/engine/session";
import type { Checkpoint, Deployment, Snapshot } from "../../../../src/engine/state/deployment";
import { shareSalt } from "../shared-salt";
import type { LightProgram } from "./program";
import { type DriverOptions, playProgram } from "./program-driver";
import type { Provider } from "./provider";

const FIXTURES = join(__dirname, "..", "fixtures", "light");
const PROJECT = "light";
const STACK = "dev";

/**
 * A project whose program is data, played by the test process over the protocol, and whose provider lives in the test
 * process too: an operation costs a tenth of what it costs with the SDK. The engine doesn't notice: it starts the
 * runner that it finds in the program's folder, and the plugin that Pulumi.yaml names.
 */
export class LightProject {
  readonly folder = mkdtempSync(join(tmpdir(), "titip-light-"));
  program: LightProgram = { resources: [] };
  driver: Partial<DriverOptions> = {};
  private readonly sockets: Server;

  private constructor(
    private readonly provider: Provider,
    private readonly port: number,
  ) {
    const runner = join(this.folder, "node_modules", "@pulumi", "pulumi", "cmd", "run");
    mkdirSync(runner, { recursive: true });
    cpSync(join(FIXTURES, "run.js"), join(runner, "index.js"));
    cpSync(join(FIXTURES, "pulumi-resource-depot"), join(this.folder, "pulumi-resource-depot"));
    chmodSync(join(this.folder, "pulumi-resource-depot"), 0o755);
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      `name: ${PROJECT}\nruntime: { name: nodejs, options: { typescript: false } }\n` +
        "plugins: { providers: [{ name: depot, path: . }] }\n",
    );
    this.sockets = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", (line) => {
        const flags = JSON.parse(line.toString()) as string[];
        this.play(flags).then(
          (code) => socket.end(String(code)),
          () => socket.end("1"),
        );
      });
    });
  }

  static async start(provider: Provider): Promise<LightProject> {
    const project = new LightProject(provider, await provider.listen());
    await shareSalt(project.folder, "light");
    await new Promise<void>((resolve) => project.sockets.listen(project.socketPath, resolve));
    return project;
  }

  private get socketPath(): string {
    return join(this.folder, "socket");
  }

  private play(flags: string[]): Promise<number> {
    return playProgram(this.program, {
      tolerant: false,
      ...this.driver,
      monitor: flags[flags.indexOf("--monitor") + 1] ?? "",
      project: PROJECT,
      stack: STACK,
      preview: flags.includes("--dry-run"),
    });
  }

  options(more: Partial<EngineOptions> = {}): EngineOptions {
    return {
      projectDir: this.folder,
      stack: STACK,
      backendUrl: `file://${join(this.folder, "state")}`,
      environment: {
        PATH: process.env.PATH,
        PULUMI_CONFIG_PASSPHRASE: "light",
        LIGHT_SOCKET: this.socketPath,
        LIGHT_PORT: String(this.port),
      },
      ...more,
    };
  }

  get checkpointPath(): string {
    return join(this.folder, "state", ".pulumi", "stacks", PROJECT, `${STACK}.json`);
  }

  /** The checkpoint's text; empty for a stack that has none. */
  get checkpointText(): string {
    return existsSync(this.checkpointPath) ? readFileSync(this.checkpointPath, "utf8") : "";
  }

  set checkpointText(text: string) {
    if (text === "") rmSync(this.checkpointPath, { force: true });
    else writeFileSync(this.checkpointPath, text);
  }

  /** The deployment as it stands on disk. */
  get deployment(): Deployment | undefined {
    const text = this.checkpointText;
    return text === "" ? undefined : (JSON.parse(text) as Checkpoint).checkpoint.latest;
  }

  /** The state with secrets in the open. */
  async snapshot(): Promise<Snapshot> {
    return (await openSession(this.options())).snapshot;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => this.sockets.close(resolve));
    this.provider.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The URN of a resource in a light project. @param parents types of the resource's parents, topmost first */
export function lightUrn(parents: readonly string[], type: string, name: string): string {
  return `urn:pulumi:${STACK}::${PROJECT}::${[...parents, type].join("$")}::${name}`;
}
