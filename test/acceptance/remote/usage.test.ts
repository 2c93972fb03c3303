import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LAB_HOSTS } from "../../../lab/hosts";
import type { UsageReading } from "../../../src/remote/fleet";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, writeRequest } from "../support/requests";
import { findVictims, hostProcess, slay } from "../support/victims";
import { LabFleet, siteOrder } from "./lab-fleet";

const lab = withLab("usage", { hosts: LAB_HOSTS.filter(({ role }) => role === "web") });
const order = siteOrder(9001);
const { request } = order;
const logs = `/var/log/titip/${request}`;
const state = `/var/lib/titip/usage/${request}`;
/** What curl says it was sent, headers included: what Debian's `combined` logs as %O. */
const sent = { requests: 0, bytes: 0 };
let fleet: LabFleet;
let month = "";

beforeAll(async () => {
  fleet = new LabFleet(lab.name);
  await fleet.web("web1").put(order);
  month = await lab.shell("web1", "date +%Y-%m");
});
afterAll(() => fleet.close());

async function visit(times: number, ...options: string[]): Promise<void> {
  for (let i = 0; i < times; i++) {
    const url = `http://10.20.30.11/?ke=${sent.requests}`;
    const write = "%{size_header} %{size_download}";
    const curl = ["curl", "-s", "-o", "/dev/null", "-w", write, "-H", "Host: situs9001.cirebonkab.go.id"];
    const sizes = (await lab.run("control", [...curl, ...options, url])).split(" ").map(Number);
    sent.requests += 1;
    sent.bytes += sizes.reduce((sum, size) => sum + size, 0);
  }
  // Apache logs after it has answered.
  const lines = `cat ${logs}/access.log* | zcat -f | grep -c 'ke=${sent.requests - 1} ' || true`;
  for (let waited = 0; waited < 50 && (await lab.shell("web1", lines)) === "0"; waited++);
}

const ask = (): Promise<UsageReading> => fleet.web("web1").usage();

async function counted(reading?: UsageReading): Promise<{ requests: number; bytes: number }> {
  const { months, failures } = reading ?? (await ask());
  expect(failures).toEqual([]);
  const found = months.find((one) => one.request === request && one.month === month);
  return { requests: found?.requests ?? 0, bytes: found?.bytes ?? 0 };
}

async function rotate(): Promise<void> {
  await lab.run("web1", ["logrotate", "-f", "/etc/logrotate.d/titip"]);
  for (let waited = 0; waited < 50; waited++) {
    if ((await lab.exec("web1", ["test", "-e", `${logs}/access.log`])).exitCode === 0) return;
  }
}

/** The log as if Apache had written that. */
async function append(text: string): Promise<void> {
  await lab.run("web1", ["sh", "-c", `cat >>${logs}/access.log`], { input: text });
}
const at = "16/Jan/2020:09:00:00 +0700";

describe("usage", () => {
  test("counts what was answered, byte for byte, but not Titip's own questions; asked again nothing", async () => {
    await visit(5);
    const reading = await ask();
    expect(await counted(reading)).toEqual(sent);
    expect(await lab.shell("web1", `grep -c well-known/titip ${logs}/access.log`)).not.toBe("0");
    const disk = Number(await lab.shell("web1", `du -s -B 1 /srv/titip/${request} | cut -f 1`));
    expect(reading.months).toEqual([{ request, month, ...sent, disk }]);
    const before = await lab.run("web1", ["stat", "-c", "%i %z", state]);
    expect(await ask()).toEqual(reading);
    expect(await lab.run("web1", ["stat", "-c", "%i %z", state])).toBe(before);
  });

  test("goes on over rotations: renamed, compressed, copied and truncated, two between two readings", async () => {
    await visit(2);
    await rotate();
    await visit(2);
    expect(await counted()).toEqual(sent);
    await rotate();
    await visit(1);
    await rotate();
    await visit(1);
    expect(await lab.shell("web1", `ls ${logs}`)).toMatch(/access\.log\.2\.gz/);
    expect(await counted()).toEqual(sent);
    expect(await counted()).toEqual(sent);
    await visit(1);
    await lab.shell("web1", `cd ${logs} && cp access.log access.log-20261123 && : >access.log`);
    await visit(1);
    expect(await counted()).toEqual(sent);
    expect(await counted()).toEqual(sent);
  });

  test("waits for the rest of a torn line, and for nobody's transaction", async () => {
    const line = `10.20.30.2 - - [${at}] "GET /sobek HTTP/1.1" 200 77 "-" "-"`;
    await append(line.slice(0, 60));
    expect((await lab.exec("web1", ["flock", "-n", "/run/titip/lock", "true"])).exitCode).toBe(1); // our `put` has it
    const another = `printf 'web-usage\\t0\\n' | titip-host serve`;
    expect((await lab.shell("web1", another)).match(/\d{4}-\d{2}\t/g)).toEqual([`${month}\t`]);
    await append(`${line.slice(60)}\n`);
    const old = (await ask()).months.find((one) => one.month === "2020-01");
    expect(old).toEqual({ request, month: "2020-01", requests: 1, bytes: 77 });
  });

  test("evaluates nothing that a visitor sends", async () => {
    await visit(1, "-A", `"; $(touch /tmp/kena) \\" 200 999999 "-`, "-e", '`touch /tmp/kena`] "GET / HTTP\\');
    await visit(1, "-u", 'x [01/Jan/1999:00:00:00 +0000] "GET / HTTP/1.1" 200 5 "-" "-":y');
    expect(await counted()).toEqual(sent);
    const whole = (rest: string) => `10.20.30.2 - - [${at}] ${rest}\n`;
    await append(
      [
        whole(`"GET /${'\\"'.repeat(16_000)} HTTP/1.1" 200 1 "-" "-"`),
        whole(`"GET /\\\\" 200 2 "-" "-"`),
        whole(`"GET /%n%s$(touch /tmp/kena);\\x1b HTTP/1.1" 404 3 "${'\\"'.repeat(9_000)}" "-"`),
        whole(`"GET / HTTP/1.1" 200 99999999999999999999 "-" "-"`), // no amount of ours
        `${"x".repeat(200_000)}\n\n`, // two more
      ].join(""),
    );
    const reading = await ask();
    expect(reading.months).toContainEqual({ request, month: "2020-01", requests: 4, bytes: 83 });
    expect(reading.unreadable).toEqual([{ request, lines: 3 }]);
    expect(reading.months.map((one) => one.month).sort()).toEqual(["2020-01", month]);
    expect((await lab.exec("web1", ["test", "-e", "/tmp/kena"])).exitCode).toBe(1);
  });

  // In front of the real program in titip-host's PATH.
  test.each([
    ["while it counts", "awk", "touch /tmp/di-sini; sleep 4; exec /usr/bin/awk"],
    ["before the sums are in place", "mv", "touch /tmp/di-sini; sleep 4; exec /bin/mv"],
    ["after they are", "sync", "case $1 in */usage) touch /tmp/di-sini; sleep 4 ;; esac; exec /bin/sync"],
  ])("killed %s loses nothing and counts nothing twice", async (_, program, script) => {
    await visit(2);
    const slow = `/usr/local/sbin/${program}`;
    await lab.shell(
      "web1",
      `rm -f /tmp/di-sini; printf '%s\\n' '#!/bin/sh' '${script} "$@"' >${slow} && chmod 755 ${slow}`,
    );
    const cut = new LabFleet(lab.name);
    const asked = cut
      .web("web1")
      .usage()
      .catch((error: Error) => error);
    await lab.shell(
      "web1",
      "for i in $(seq 300); do [ ! -e /tmp/di-sini ] || exit 0; sleep 0.1; done; exit 1",
    );
    expect(slay(findVictims("titip-host", hostProcess(lab.name, "web1")))).toBe(true);
    await lab.run("web1", ["rm", slow]);
    expect(await asked).toBeInstanceOf(Error);
    cut.kill();
    fleet.kill(); // its session was ended, too
    fleet = new LabFleet(lab.name);
    expect(await counted()).toEqual(sent);
  });

  test("is printed, written for report and letter, and kept when the site is removed", async () => {
    const project = new Project(lab);
    try {
      expect(idOf(1)).toBe(request);
      writeRequest(project, { number: 1 });
      const wanted = ["usage", request, "--month", month];
      const text = await project.titip(...wanted);
      expect(text.stderr).toContain("3 lines");
      expect(text.stdout).toContain(request);
      expect(text.exitCode).toBe(0);
      await project.titip(...wanted, "--format", "json", "--out", "usage.json");
      const records: unknown = JSON.parse(readFileSync(join(project.root, "usage.json"), "utf8"));
      expect(records).toEqual([{ request, month, ...sent, disk: expect.any(Number) }]);
      const report = await project.titip("report", "usage", "--usage", "usage.json", "--format", "csv");
      expect(report.stdout).toContain(`${request},Situs uji 1,`);
      expect(await project.titip(...wanted, "--format", "csv")).toMatchObject({ stdout: report.stdout });
    } finally {
      project.dispose();
    }
    await visit(1);
    await fleet.web("web1").remove(request);
    expect(await counted()).toEqual(sent);
  });
});
