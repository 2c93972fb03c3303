import type { LabFixture } from "../lab-fixture";
import { upload } from "../limits/php-sites";
import { SITES, type Site } from "./sites";

/** Runs some lines as somebody; whether each of them went through, in their order. */
export type Runner = (lines: string[]) => Promise<boolean[]>;

/** What stands for whatever a site's programs may do: it runs the shell script that it is sent. */
const SHELL = `<?php
$file = tempnam(sys_get_temp_dir(), 'skrip');
file_put_contents($file, file_get_contents('php://input'));
passthru('sh ' . escapeshellarg($file) . ' 2>&1');
unlink($file);`;
const AT_A_TIME = 4; // of a site's processes, which are counted

/** A script that tries every line by itself and says `NUMBER yes` or `NUMBER no`. */
function script(lines: string[]): string {
  const quoted = lines.map((line) => `'${line.replaceAll("'", `'\\''`)}'`);
  const tried = quoted.map(
    (line, index) => `try ${index} ${line} &${(index + 1) % AT_A_TIME ? "" : " wait"}`,
  );
  return `try() { if (eval "$2") >/dev/null 2>&1 </dev/null; then echo "$1 yes"; else echo "$1 no"; fi; }\n${tried.join("\n")}\nwait\n`;
}

/** @throws Error when a line was not tried at all */
function outcomes(lines: string[], said: string): boolean[] {
  return lines.map((line, index) => {
    const found = new RegExp(`^${index} (yes|no)$`, "m").exec(said)?.[1];
    if (!found) throw new Error(`not tried: ${line}\n${said}`);
    return found === "yes";
  });
}

/** A shell, started by `argv` on a host of the lab. */
export function shellOf(lab: LabFixture, host: string, argv: string[]): Runner {
  return async (lines) => {
    const { stdout, stderr } = await lab.exec(host, argv, { input: script(lines) });
    return outcomes(lines, stdout + stderr);
  };
}

/** Code of a site with PHP, as its FPM runs it. */
export async function phpOf(lab: LabFixture, site: Site): Promise<Runner> {
  await upload(lab, site.id, "cangkang.php", SHELL);
  const curl = ["curl", "-sS", "--max-time", "50", "--data-binary", "@-", `${site.url}/cangkang.php`];
  return async (lines) => outcomes(lines, await lab.run("control", curl, { input: script(lines) }));
}

/** Programs inside of a container. */
export const containerOf = (lab: LabFixture, site: Site) =>
  shellOf(lab, "docker1", ["docker", "exec", "-i", `titip-${site.account}`, "/bin/sh", "-s"]);

/** The container's network and user, with the clients that its image lacks. */
export async function networkOf(lab: LabFixture, site: Site): Promise<Runner> {
  const pid = await lab.run("docker1", [
    "docker",
    "inspect",
    "-f",
    "{{.State.Pid}}",
    `titip-${site.account}`,
  ]);
  const user = ["setpriv", `--reuid=${site.uid}`, `--regid=${site.uid}`, "--clear-groups"];
  return shellOf(lab, "docker1", ["nsenter", "--target", pid, "--net", ...user, "sh", "-s"]);
}

/** Commands of sftp(1), all in one session. */
export function sftpOf(lab: LabFixture, site: Site, options: string[]): Runner {
  return async (lines) => {
    const batch = lines.map((line, index) => `!echo @@${index}\n-${line}\n`).join("");
    const words = [
      "sh",
      "-c",
      'exec "$@" 2>&1',
      "sh",
      "sftp",
      ...options,
      "-b",
      "-",
      `${site.account}@10.20.30.11`,
    ];
    const { stdout } = await lab.exec("control", words, { input: `${batch}!echo @@end\n` });
    const parts = stdout.split(/^@@.*$/m).slice(1);
    if (parts.length !== lines.length + 1) throw new Error(stdout);
    return lines.map((_, index) => !REFUSED.test(parts[index] ?? ""));
  };
}
const REFUSED = /not found|denied|failure|no such|can't|couldn't|cannot|not a regular/i;

export const phpSites = SITES.filter(({ runtime }) => runtime === "php");
export const containerSites = SITES.filter(({ runtime }) => runtime === "container");
