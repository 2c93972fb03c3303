import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { labHostKey, labSpawn } from "../../../lab";
import { projectRoot } from "../../../lab/paths";
import { placeholderPage } from "../../../src/provision/placeholder-page";
import { renderVirtualHost } from "../../../src/provision/render-virtual-host";
import type { FleetOptions, ServerInventory } from "../../../src/remote/create-fleet";
import type { SiteOrder, SiteReality, UsageReading, WebServer } from "../../../src/remote/fleet";
import type { ServerErrorDetails } from "../../../src/remote/server-error";

const ADDRESSES: Record<string, string> = { web1: "10.20.30.11", web2: "10.20.30.12", ns1: "10.20.30.53" };

export function labInventory(): Record<string, ServerInventory> {
  return Object.fromEntries(
    Object.entries(ADDRESSES).map(([name, address]) => [
      name,
      { role: name === "ns1" ? "dns" : "web", address, ssh: { host: address, host_key: labHostKey(name) } },
    ]),
  );
}

/** What a `ServerError` says, on this side of the driver. */
export class DrivenError extends Error {
  constructor(
    message: string,
    readonly details: ServerErrorDetails | undefined,
  ) {
    super(message);
  }
}

type Settle = { resolve(value: unknown): void; reject(error: Error): void };

/** A fleet in a process of its own on the lab's control host. */
export class LabFleet {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Settle>();
  private next = 0;
  private ended = false;

  constructor(
    lab: string,
    {
      inventory = labInventory(),
      ...options
    }: FleetOptions & { inventory?: Record<string, ServerInventory> } = {},
    env: NodeJS.ProcessEnv = {},
  ) {
    const driver = join(projectRoot(), "test/acceptance/remote/fleet-driver.mjs");
    this.child = labSpawn(lab, "control", ["node", driver], {
      env: { TITIP_LANG: "en", ...env, TITIP_TEST_FLEET: JSON.stringify({ inventory, options }) },
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (!this.child.stdout) throw new Error("no stdout");
    createInterface({ input: this.child.stdout }).on("line", (line) => this.answer(JSON.parse(line)));
    this.child.stdin?.on("error", () => undefined); // a driver that was killed
    this.child.on("close", () => {
      this.ended = true;
      for (const { reject } of this.waiting.values()) reject(new Error("the driver ended"));
    });
  }

  web(server: string): WebServer {
    const call = <Value>(method: string, ...args: unknown[]) => this.call<Value>("web", server, method, args);
    return {
      read: (request) => call<SiteReality | undefined>("read", request),
      put: (order) => call<SiteReality>("put", order),
      remove: (request) => call<{ archive: string | undefined }>("remove", request),
      survey: () => call<{ uids: number[]; names: string[]; addresses: string[] }>("survey"),
      collect: (requests = []) => call<UsageReading>("collect", requests),
      usage: (requests = []) => call<UsageReading>("usage", requests),
    };
  }

  call<Value>(kind: string, server: string, method: string, args: unknown[]): Promise<Value> {
    if (this.ended) return Promise.reject(new Error("the driver ended"));
    this.next += 1;
    const id = this.next;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (value: unknown) => void, reject });
      this.child.stdin?.write(`${JSON.stringify({ id, kind, server, method, args })}\n`);
    });
  }

  async close(): Promise<void> {
    await this.call("fleet", "", "close", []);
    this.child.stdin?.end();
  }

  /** As a control machine that is switched off. */
  kill(): void {
    this.child.kill("SIGKILL");
  }

  private answer(reply: {
    id: number;
    value?: unknown;
    error?: { message: string; details?: ServerErrorDetails };
  }) {
    const settle = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (reply.error) settle?.reject(new DrivenError(reply.error.message, reply.error.details));
    else settle?.resolve(reply.value);
  }
}

/** An order for a site of the lab, as the provider would make it. */
export function siteOrder(
  number: number,
  change: { dedicated?: string; title?: string; server?: string } = {},
): SiteOrder {
  const request = `HST-2026-${String(number).padStart(4, "0")}`;
  const server = change.server ?? "web1";
  const address = {
    ip: change.dedicated ?? ADDRESSES[server] ?? "",
    dedicated: change.dedicated !== undefined,
  };
  const inputs = {
    request,
    server,
    serverName: `situs${number}.cirebonkab.go.id`,
    serverAliases: [`alias${number}.cirebonkab.go.id`],
    address,
    account: { name: `situs${number}`, uid: 20000 + number },
    title: change.title ?? `Situs ${number}`,
  };
  return {
    request,
    account: inputs.account,
    dedicatedAddress: change.dedicated,
    address: address.ip,
    configuration: renderVirtualHost(inputs),
    placeholder: placeholderPage(inputs),
  };
}

export function siteOrders(from: number, count: number): SiteOrder[] {
  return Array.from({ length: count }, (_, index) => siteOrder(from + index));
}
