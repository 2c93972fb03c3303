import type { ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import ts from "typescript";
import { labSpawn } from "../../../lab";
import type { StandInRecord } from "../../unit/builtin-providers/cloudflare-stand-in";

const SOURCE = resolve(__dirname, "../../unit/builtin-providers");

/** Commands on standard input, one a line; the answer is one line of JSON. */
const MAIN = `
const { createInterface } = require("node:readline");
const { CloudflareStandIn } = require("./cloudflare-stand-in.js");
const [token, zone] = process.argv.slice(2);
const api = new CloudflareStandIn(token);
api.zones.set(zone, []);
const find = (name) => api.zones.get(zone).find((record) => record.name === name);
const commands = {
  hold: (record) => api.hold(zone, record),
  change: ([name, values]) => Object.assign(find(name), values),
  slow: (milliseconds) => { api.pause = milliseconds; },
  records: () => api.zones.get(zone),
  requests: () => api.requests.splice(0),
};
api.start().then((url) => console.log(JSON.stringify(url)));
createInterface({ input: process.stdin }).on("line", (line) => {
  const [command, value] = JSON.parse(line);
  console.log(JSON.stringify(commands[command](value) ?? null));
}).on("close", () => process.exit(0));
`;

/** The stand-in for Cloudflare's API as a process in a lab's network, where programs under test find it. */
export class StandInProcess {
  private readonly folder = mkdtempSync(resolve("node_modules/.titip-stand-in-"));
  private readonly answers: ((value: unknown) => void)[] = [];
  private child: ChildProcess | undefined;

  constructor(
    private readonly lab: string,
    readonly token: string,
    readonly zone: string,
  ) {}

  /** @returns the address of its API */
  async start(): Promise<string> {
    for (const name of ["cloudflare-stand-in", "api-shapes"]) {
      const text = readFileSync(join(SOURCE, `${name}.ts`), "utf8");
      const compilerOptions = {
        module: ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        esModuleInterop: true,
      };
      writeFileSync(
        join(this.folder, `${name}.js`),
        ts.transpileModule(text, { compilerOptions }).outputText,
      );
    }
    mkdirSync(join(this.folder, "schema"));
    cpSync(join(SOURCE, "schema"), join(this.folder, "schema"), { recursive: true });
    writeFileSync(join(this.folder, "main.js"), MAIN);
    const argv = [process.execPath, join(this.folder, "main.js"), this.token, this.zone];
    this.child = labSpawn(this.lab, "control", argv, { stdio: ["pipe", "pipe", "inherit"] });
    const { stdout } = this.child;
    if (!stdout) throw new Error("no standard output");
    createInterface({ input: stdout }).on("line", (line) => this.answers.shift()?.(JSON.parse(line)));
    return (await this.next()) as string;
  }

  async ask(command: "hold" | "change" | "records" | "requests" | "slow", value?: unknown): Promise<unknown> {
    this.child?.stdin?.write(`${JSON.stringify([command, value ?? null])}\n`);
    return this.next();
  }

  async records(): Promise<StandInRecord[]> {
    return (await this.ask("records")) as StandInRecord[];
  }

  async stop(): Promise<void> {
    const gone = new Promise((resolved) => this.child?.once("exit", resolved));
    this.child?.stdin?.end();
    await gone;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private next(): Promise<unknown> {
    return new Promise((resolved) => this.answers.push(resolved));
  }
}
