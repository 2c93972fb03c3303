import { createSocket } from "node:dgram";
import { Resolver } from "node:dns/promises";
import { get, type IncomingMessage } from "node:http";
import { get as getSecurely } from "node:https";
import { connect } from "node:net";
import { checkServerIdentity, connect as connectTls } from "node:tls";
import type { Fleet } from "../remote/fleet";
import type { NameType, PortState, Probes, SeenCertificate } from "./probes";

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
    certificate: seenCertificate,
    sourceAddress,
    rules: (server, request) => fleet.gateway(server).read(request),
  };
}

async function resolve(nameServer: string, name: string, type: NameType): Promise<string[]> {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  resolver.setServers([nameServer]);
  try {
    if (type === "PTR") return (await resolver.resolvePtr(name)).sort();
    return (type === "A" ? await resolver.resolve4(name) : await resolver.resolve6(name)).sort();
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

function status(address: string, name: string, path: string, scheme?: "http" | "https"): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { host: name, "user-agent": "titip-verify" };
    const port = scheme === "https" ? 443 : 80;
    const options = { host: address, port, path, headers, agent: false } as const;
    const answered = (response: IncomingMessage) => {
      response.destroy();
      done(response.statusCode ?? 0);
    };
    // Who signed is a check of its own; here it is asked what is served.
    const request =
      port === 443
        ? getSecurely({ ...options, servername: name, rejectUnauthorized: false }, answered)
        : get(options, answered);
    request.setTimeout(PATIENCE, () =>
      request.destroy(new Error(`${address}:${port}: no answer in ${PATIENCE / 1000} s`)),
    );
    request.once("error", fail);
  });
}

/** Trusted is what this machine trusts: Node's authorities and those of NODE_EXTRA_CA_CERTS. */
export function seenCertificate(address: string, name: string): Promise<SeenCertificate> {
  return new Promise((done, fail) => {
    const socket = connectTls({ host: address, port: 443, servername: name, rejectUnauthorized: false });
    socket.setTimeout(PATIENCE, () =>
      socket.destroy(new Error(`${address}:443: no answer in ${PATIENCE / 1000} s`)),
    );
    socket.once("secureConnect", () => {
      const shown = socket.getPeerCertificate();
      const { valid_to: end, issuer } = shown;
      const until = new Date(end).toISOString().replace(".000Z", "Z");
      const problem = socket.authorized ? "" : String(socket.authorizationError);
      const named = checkServerIdentity(name, shown) === undefined; // Node asks only where it trusts
      done({ until, issuer: [issuer.CN ?? issuer.O ?? "?"].flat().join(", "), named, problem });
      socket.destroy();
    });
    socket.once("error", fail);
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
