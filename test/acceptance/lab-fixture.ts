import { existsSync } from "node:fs";
import { afterAll, beforeAll } from "vitest";
import {
  type CommandResult,
  type ExecOptions,
  hostStart,
  hostStop,
  type LabOptions,
  labDown,
  labExec,
  labPaths,
  labUp,
} from "../../lab";

/** A lab of a test file's own. */
export class LabFixture {
  constructor(
    readonly name: string,
    private readonly options: LabOptions = {},
  ) {}

  async up(): Promise<void> {
    await labUp(this.name, this.options);
  }

  down(): Promise<void> {
    return labDown(this.name);
  }

  /** Clean servers, name server and Pulumi state: half a second. For `beforeEach`. */
  async reset(): Promise<void> {
    await this.down();
    await this.up();
  }

  /** Runs a program on a host or on `control`; a failing one is a result. */
  exec(host: string, argv: string[], options?: ExecOptions): Promise<CommandResult> {
    return labExec(this.name, host, argv, options);
  }

  /** Standard output of a program that must succeed, without the last line break. */
  async run(host: string, argv: string[], options?: ExecOptions): Promise<string> {
    const { exitCode, stdout, stderr } = await this.exec(host, argv, options);
    if (exitCode !== 0)
      throw new Error(`${host}: ${argv.join(" ")}: exit code ${exitCode}\n${stderr}${stdout}`);
    return stdout.replace(/\n$/, "");
  }

  /** As `run`, for a line of shell that the test itself wrote. */
  shell(host: string, line: string, options?: ExecOptions): Promise<string> {
    return this.run(host, ["sh", "-c", line], options);
  }

  stop(host: string): Promise<void> {
    return hostStop(this.name, host);
  }

  start(host: string): Promise<void> {
    return hostStart(this.name, host);
  }

  /** Private key that logs in as `titip`. */
  get sshKey(): string {
    return `${labPaths(this.name).control}/id_ed25519`;
  }

  /** How often Apache was asked to reload gracefully (AH00493) since the host's disk was made. */
  async reloads(host: string): Promise<number> {
    return Number(await this.shell(host, "grep -c AH00493 /var/log/apache2/error.log || true"));
  }

  /** How many dynamic update messages named has received since it started. */
  async updateMessages(host = "ns1"): Promise<number> {
    const file = "/var/cache/bind/named.stats";
    const text = await this.shell(host, `rm -f ${file}; rndc stats && cat ${file}`);
    const [, incoming = ""] = text.split("++ Incoming Requests ++");
    const [section = ""] = incoming.split("++");
    return Number(/(\d+) UPDATE$/m.exec(section)?.[1] ?? 0);
  }

  /** SOA serial as served; named raises it once a message that changes something. */
  async serial(zone: string): Promise<number> {
    return Number((await this.run("control", ["dig", "+short", "SOA", zone])).split(" ")[2]);
  }

  /** What a browser would get by name, through the lab's name server. */
  async fetch(url: string): Promise<{ status: number; body: string }> {
    const text = await this.run("control", ["curl", "-s", "--max-time", "10", "-w", "\n%{http_code}", url]);
    const cut = text.lastIndexOf("\n");
    return { status: Number(text.slice(cut + 1)), body: text.slice(0, cut) };
  }
}

/**
 * Call at the top of a test file or `describe`: a lab of a unique name is up before its first test and gone
 * after its last.
 */
export function withLab(name: string, options: LabOptions = {}): LabFixture {
  const lab = new LabFixture(uniqueLabName(name), options);
  beforeAll(() => lab.up());
  afterAll(() => lab.down());
  return lab;
}

/** Names the process that owns the lab, so that setup can clear what a killed test run left. */
export function uniqueLabName(name: string): string {
  return `test-${name}-p${process.pid}`;
}

/** A lab of a test process that is no more. */
export function isOrphan(lab: string): boolean {
  const [, pid] = /^test-.*-p(\d+)$/.exec(lab) ?? [];
  return pid !== undefined && !existsSync(`/proc/${pid}`);
}
