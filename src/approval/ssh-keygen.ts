import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { NAMESPACE } from "./ssh-signature";

/** ssh-keygen or ssh-add refused, or is not there. */
export class SshError extends Error {
  constructor(
    readonly program: string,
    readonly words: string,
  ) {
    super(`${program}: ${words.trim()}`);
    this.name = "SshError";
  }
}

/**
 * Signs a text as `ssh-keygen -Y sign` does.
 *
 * @param keyFile a private key, whose passphrase is asked for on the terminal, or a public one whose other half an
 *   ssh-agent (or a hardware key) has
 * @throws SshError when it cannot
 */
export async function signText(text: string, keyFile: string): Promise<string> {
  const { code, stdout, stderr } = await run(
    "ssh-keygen",
    ["-Y", "sign", "-n", NAMESPACE, "-f", keyFile],
    text,
  );
  if (code !== 0) throw new SshError("ssh-keygen", stderr || `exit code ${code}`);
  return stdout;
}

/** The public half of a key, as a .pub file has it. @throws SshError when there is none to be had */
export async function publicKeyOf(keyFile: string): Promise<string> {
  const beside = keyFile.endsWith(".pub") ? keyFile : `${keyFile}.pub`;
  if (existsSync(beside)) return readFileSync(beside, "utf8").trim();
  const { code, stdout, stderr } = await run("ssh-keygen", ["-y", "-f", keyFile], "");
  if (code !== 0) throw new SshError("ssh-keygen", stderr || `exit code ${code}`);
  return stdout.trim();
}

/** Public keys whose other halves the ssh-agent has; none without an agent. */
export async function agentKeys(): Promise<string[]> {
  try {
    const { code, stdout } = await run("ssh-add", ["-L"], "");
    return code === 0 ? stdout.split("\n").filter(Boolean) : [];
  } catch {
    return [];
  }
}

function run(
  program: string,
  args: string[],
  input: string,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
    const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    child.stdout.on("data", (chunk: Buffer) => parts.stdout.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => parts.stderr.push(chunk));
    child.stdin.on("error", () => undefined); // it may end without reading
    child.on("error", (error) => reject(new SshError(program, error.message)));
    child.on("close", (code) => {
      const [stdout, stderr] = [parts.stdout, parts.stderr].map((list) => Buffer.concat(list).toString());
      resolve({ code, stdout: stdout ?? "", stderr: stderr ?? "" });
    });
    child.stdin.end(input);
  });
}
