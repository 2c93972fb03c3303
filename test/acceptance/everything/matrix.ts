import { labSpawn } from "../../../lab";
import type { LabFixture } from "../lab-fixture";
import type { Attempt, Facts, Verb } from "./attempt";
import { attempts } from "./attempts";
import {
  containerOf,
  containerSites,
  networkOf,
  phpOf,
  phpSites,
  type Runner,
  sftpOf,
  shellOf,
} from "./runners";
import { COLOCATED, SITES } from "./sites";

export interface Tried extends Attempt {
  wentThrough: boolean;
  /** Whether the same went through where it is allowed. */
  shown: boolean;
}

/** Words of ssh(1) and sftp(1) for a key. */
export const keyOptions = (file: string) => [
  ...[
    "-i",
    file,
    "-o",
    "IdentitiesOnly=yes",
    "-o",
    "BatchMode=yes",
    "-o",
    "LogLevel=ERROR",
    "-o",
    "ConnectTimeout=3",
  ],
  ...["-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null"],
];

/** Tries everything that must be refused, from every site at the same time. @param key of the static site */
export async function tryEverything(lab: LabFixture, key: string): Promise<Tried[]> {
  const [site] = SITES;
  const runners = await allRunners(lab, key);
  const session = ["sftp", ...keyOptions(key), "-b", "-", `${site.account}@10.20.30.11`];
  const open = labSpawn(lab.name, "control", session, { stdio: ["pipe", "ignore", "ignore"] });
  try {
    open.stdin?.write("ls\n!sleep 100\n");
    await plant(lab, runners);
    const all = attempts(lab, await facts(lab, key));
    const outcome = await run(runners, [...all, ...all.map(({ allowed }) => allowed)]);
    return all.map((one) => ({
      ...one,
      wentThrough: outcome(one),
      shown: outcome(one.allowed),
    }));
  } finally {
    open.kill("SIGKILL");
  }
}

async function allRunners(lab: LabFixture, key: string): Promise<Map<string, Runner>> {
  const [site] = SITES;
  const apache = ["setpriv", "--reuid=www-data", "--regid=www-data", "--init-groups", "sh", "-s"];
  const runners = new Map<string, Runner>([
    [String(site.number), sftpOf(lab, site, keyOptions(key))],
    ["apache", shellOf(lab, "web1", apache)],
  ]);
  for (const host of ["web1", "docker1", "control", COLOCATED.name])
    runners.set(host, shellOf(lab, host, ["sh", "-s"]));
  for (const php of phpSites) runners.set(String(php.number), await phpOf(lab, php));
  for (const container of containerSites) {
    runners.set(String(container.number), containerOf(lab, container));
    runners.set(`${container.number} network`, await networkOf(lab, container));
  }
  return runners;
}

/** Every site gets something to be robbed of, and processes to be ended. */
async function plant(lab: LabFixture, runners: Map<string, Runner>): Promise<void> {
  const web = SITES.map(
    ({ id }) =>
      `cd /srv/titip/${id}/public && echo rahasia >rahasia.txt && chown --reference=. rahasia.txt && chmod 644 rahasia.txt`,
  );
  const sessions = phpSites.map(
    ({ id }) =>
      `cd /srv/titip/${id}/php/sessions && echo rahasia >sess_rahasia && chown --reference=. sess_rahasia`,
  );
  await lab.shell("web1", ["set -e", ...web, ...sessions].join("\n"));
  const links = SITES.map(({ number, id }) =>
    number === 1
      ? "ln -s rahasia.txt /public/tautan-1"
      : `ln -s /srv/titip/${id}/public/rahasia.txt /public/tautan-${number}`,
  );
  await Promise.all([
    runners.get("1")?.(links),
    ...phpSites.map(({ number, id }) =>
      runners.get(String(number))?.([`setsid sleep 100 & echo $! >/srv/titip/${id}/php/tmp/pid`]),
    ),
    ...containerSites.map(({ number }) => runners.get(String(number))?.(["echo rahasia >/data/rahasia.txt"])),
  ]);
}

async function facts(lab: LabFixture, key: string): Promise<Facts> {
  const found: Facts = {
    process: new Map(),
    socket: new Map(),
    password: new Map(),
    container: new Map(),
    ssh: {
      site: ["ssh", ...keyOptions(key)].join(" "),
      titip: ["ssh", ...keyOptions("LABKEY")].join(" "),
    },
  };
  const web = await lab.shell(
    "web1",
    `for i in $(seq 50); do pgrep -u ${SITES[0].uid} && break; sleep 0.1; done | head -n 1
    for id in ${phpSites.map(({ id }) => id).join(" ")}; do cat /srv/titip/$id/php/tmp/pid; ls /run/titip/php/$id/*.sock; sed -n 's/^DATABASE_PASSWORD=//p' /srv/titip/$id/secrets/database.env; done`,
  );
  const [session, ...rest] = web.split("\n");
  found.process.set(1, Number(session));
  phpSites.forEach(({ number }, index) => {
    const [pid, socket, password] = rest.slice(index * 3);
    found.process.set(number, Number(pid));
    found.socket.set(number, socket ?? "");
    found.password.set(number, password ?? "");
  });
  for (const { number, account, id } of containerSites) {
    const format = "{{.State.Pid}} {{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}";
    const [pid, address = ""] = (
      await lab.run("docker1", ["docker", "inspect", "-f", format, `titip-${account}`])
    ).split(" ");
    const password = `sed -n 's/^DATABASE_PASSWORD=//p' /srv/titip/${id}/secrets/database.env`;
    found.process.set(number, Number(pid));
    found.container.set(number, address);
    found.password.set(number, await lab.shell("docker1", password));
  }
  return found;
}

type Line = Pick<Attempt, "by" | "line">;

/** Runs each line once, as whom it is for. @returns what became of one */
async function run(runners: Map<string, Runner>, wanted: Line[]): Promise<(one: Line) => boolean> {
  const lines = new Map<string, Set<string>>();
  for (const { by, line } of wanted) lines.set(by, (lines.get(by) ?? new Set()).add(line));
  const outcome = new Map<string, boolean>();
  const key = ({ by, line }: Line) => `${by}\0${line}`;
  const running = [...lines].map(async ([by, given]) => {
    const runner = runners.get(by);
    if (!runner) throw new Error(`nobody is ${by}`);
    const done = await runner([...given]);
    [...given].forEach((line, index) => void outcome.set(key({ by, line }), done[index] ?? false));
  });
  await Promise.all(running);
  return (one) => {
    const found = outcome.get(key(one));
    if (found === undefined) throw new Error(`not tried: ${one.line}`);
    return found;
  };
}

const VERBS: Verb[] = ["read", "list", "write", "signal", "connect", "become"];

/** One line for each attacker and victim: how many attempts of each sort were refused, and what went through. */
export function table(tried: Tried[]): string {
  const pair = ({ attacker, victim }: Tried) => `${attacker.padEnd(12)} → ${victim.padEnd(12)}`;
  const rows = [...new Set(tried.map(pair))].map((name) => {
    const all = tried.filter((one) => pair(one) === name);
    const cells = VERBS.map((verb) => {
      const mine = all.filter((one) => one.verb === verb);
      const through = mine.filter(({ wentThrough }) => wentThrough).length;
      return (
        mine.length === 0 ? "·" : through > 0 ? `${through} of ${mine.length}!` : `${mine.length} ×`
      ).padStart(8);
    });
    return name + cells.join("");
  });
  const head = "".padEnd(27) + VERBS.map((verb) => verb.padStart(8)).join("");
  return [head, ...rows].join("\n");
}

/** An attempt in words, for a failure. */
export const words = ({ attacker, victim, what, verb, by, line, allowed }: Attempt) =>
  `${attacker} → ${victim}: ${verb} ${what}\n    as ${by}: ${line}\n    allowed as ${allowed.by}: ${allowed.line}`;
