import { describe, expect, test } from "vitest";
import { HostKeyMismatch } from "../../../src/remote/channel";
import {
  connectionLost,
  explainConnectError,
  explainStart,
  wrongVersion,
} from "../../../src/remote/connection-error";
import { operationVerdict } from "../../../src/remote/operation-verdict";
import { redact } from "../../../src/remote/redact";
import { RemoteRejection } from "../../../src/remote/rejection";
import { explainRejection } from "../../../src/remote/rejection-error";
import { REJECTION_TEXTS } from "../../../src/remote/rejection-texts";
import { describeServerError, type ServerError } from "../../../src/remote/server-error";

const inventory = {
  role: "web",
  address: "10.0.0.1",
  ssh: { host: "10.0.0.1", host_key: "ssh-ed25519 AAAA" },
};
const session = { server: "web1", host: "titip@10.0.0.1:22" };
const said = (error: ServerError, lang: "id" | "en") => describeServerError(error.details, lang);

describe("why there is no connection", () => {
  const connect = (error: unknown) => explainConnectError("web1", inventory, error);
  const level = (message: string, value: string) => Object.assign(new Error(message), { level: value });

  test.each([
    [
      "wrong host key",
      connect(new HostKeyMismatch("x")),
      /kunci host server berbeda/,
      /host key is not the one/,
    ],
    [
      "no common key type",
      connect(level("Handshake failed: no matching host key format", "handshake")),
      /kunci host/,
      /host key/,
    ],
    [
      "refused key",
      connect(level("All configured authentication methods failed", "client-authentication")),
      /kunci SSH tidak diterima/,
      /no SSH key was accepted/,
    ],
    [
      "no key file",
      connect(Object.assign(new Error("ENOENT"), { code: "ENOENT" })),
      /TITIP_SSH_KEY/,
      /TITIP_SSH_KEY/,
    ],
    [
      "unreachable",
      connect(level("connect ECONNREFUSED", "client-socket")),
      /tidak dapat dihubungi di 10\.0\.0\.1 porta 22/,
      /cannot be reached/,
    ],
    [
      "sudo",
      explainStart("web1", inventory, "sudo: a password is required\n", 1),
      /sudo di server tidak mengizinkan/,
      /sudo on the server/,
    ],
    [
      "no helper",
      explainStart("web1", inventory, "sudo: /usr/local/sbin/titip-host: command not found\n", 1),
      /belum terpasang/,
      /not installed/,
    ],
    [
      "old helper",
      wrongVersion("web1", inventory, "0"),
      /berprotokol 0; yang diperlukan 1/,
      /speaks protocol 0; 1 is needed/,
    ],
    [
      "cut",
      connectionLost("web1", inventory, "web-apply", ""),
      /sambungan terputus/,
      /nothing stays half done/,
    ],
  ])("%s: named in both languages, with server and remedy", (_, error, id, en) => {
    expect(said(error, "id")).toMatch(id);
    expect(said(error, "en")).toMatch(en);
    expect(said(error, "id")).toContain("web1 (titip@10.0.0.1:22)");
    expect(said(error, "id")).toContain("tindakan: ");
    expect(said(error, "en")).toContain("remedy: ");
  });
});

describe("why a request was refused", () => {
  const rejection = (last: string[], lines: string[][] = []) =>
    new RemoteRejection("web-apply", { last, lines });
  const put = (request: string) => ({ kind: "remove" as const, request });

  test("a lock names its owner", () => {
    const error = explainRejection(
      session,
      rejection(["error", "locked", "held by a", "owner=a", "pid=7", "since=now"]),
    );
    expect(said(error, "id")).toContain("dikunci oleh a (pid 7 di server, sejak now)");
  });

  test("a guilty site has its request, file, line, the server's words and what was undone", () => {
    const error = rejection(
      ["error", "configtest", "words", "undone=all"],
      [["guilty", "HST-2026-0002", "configtest", "Unknown Authz provider: x", "line=11"]],
    );
    const operations = [put("HST-2026-0001"), put("HST-2026-0002")];
    const verdict = operationVerdict(session, error, operations);
    const [[operation, reason] = []] = [...(verdict?.guilty ?? [])];
    expect(operation).toBe(operations[1]);
    expect(reason?.message).toMatch(
      /^HST-2026-0002: web1 .*\n.*\n {2}\| HST-2026-0002\.conf:11\n {2}\| Unknown Authz/,
    );
  });

  test("errors of the whole server are not split", () => {
    for (const code of ["locked", "apache-down", "undo-failed", "io"]) {
      expect(
        operationVerdict(session, rejection(["error", code, "x"]), [put("HST-2026-0001")]),
      ).toBeUndefined();
    }
    expect(
      operationVerdict(session, rejection(["error", "apache-died", "x", "undone=partly"]), []),
    ).toBeUndefined();
    expect(operationVerdict(session, new Error("cut"), [])).toBeUndefined();
    expect(
      operationVerdict(session, rejection(["error", "apache-died", "x", "undone=all"]), []),
    ).toBeDefined();
  });

  test("every code has both languages", () => {
    for (const make of Object.values(REJECTION_TEXTS)) {
      const { what, remedy } = make({});
      for (const text of [what, remedy]) {
        expect(text.id).not.toBe("");
        expect(text.en).not.toBe(text.id);
      }
    }
  });
});

test("secrets are redacted", () => {
  const key = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n-----END OPENSSH PRIVATE KEY-----";
  expect(redact(`a ${key} b`)).toBe("a [redacted] b");
  expect(redact("secret: s3cret; password=abc")).toBe("secret: [redacted]; password=[redacted]");
});
