import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { get } from "node:http";
import { connect } from "node:net";
import type { Fleet } from "../remote/fleet";
import type { PortState, Probes } from "./probes";

/** Milliseconds after which a port is silent. A SYN is sent again after one and three seconds (RFC 6298). */
const PATIENCE = 4_000;
const NO_SUCH_NAME = new Set(["ENOTFOUND", "ENODATA"]);
const STATES: Record<string, PortState> = { ECONNREFUSED: "refused", ETIMEDOUT: "silent" };

/** The probes of this machine. */
export function networkProbes(fleet: Pick<Fleet, "gateway">): Probes {
  return {
    resolve,
    connect: connectTo,
    status,
    sourceAddress,
    rules: (server, request) => fleet.gateway(server).read(request),
  };
}

async function resolve(nameServer: string, name: string, type: "A" | "PTR"): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers([nameServer]);
  try {
    const found = type === "A" ? await resolver.resolve4(name) : await resolver.resolvePtr(name);
    return found.sort();
  } catch (error) {
    if (NO_SUCH_NAME.has(codeOf(error))) return [];
    throw error;
  }
}

function connectTo(address: string, port: number): Promise<PortState> {
  return new Promise((done) => {
    const socket = connect({ host: address, port });
    const end = (state: PortState) => {
      socket.destroy();
      done(state);
    };
    socket.setTimeout(PATIENCE, () => end("silent"));
    socket.once("connect", () => end("open"));
    socket.once("error", (error) => end(STATES[codeOf(error)] ?? "unreachable"));
  });
}

function status(address: string, name: string, path: string): Promise<number> {
  return new Promise((done, fail) => {
    const request = get(
      { host: address, port: 80, path, headers: { host: name, "user-agent": "titip-verify" }, agent: false },
      (response) => {
        response.destroy();
        done(response.statusCode ?? 0);
      },
    );
    request.setTimeout(PATIENCE, () =>
      request.destroy(new Error(`${address}:80: no answer in ${PATIENCE / 1000} s`)),
    );
    request.once("error", fail);
  });
}

/** Connecting a datagram socket asks the routing table and sends nothing. */
function sourceAddress(address: string): Promise<string> {
  return new Promise((done) => {
    const socket = createSocket("udp4");
    const end = (found: string) => {
      socket.close();
      done(found);
    };
    socket.once("error", () => end(""));
    socket.connect(9, address, () => end(socket.address().address));
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
