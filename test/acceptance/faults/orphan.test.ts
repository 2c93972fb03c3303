import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, expect, it } from "vitest";
import { withLab } from "../lab-fixture";
import { LabFleet, siteOrder, siteOrders } from "../remote/lab-fleet";
import { holdings, ZONES } from "../support/holdings";
import { recordsOf } from "../support/servers";
import { findVictims, hostProcess, parentOf, signal } from "../support/victims";
import { journalHolds } from "./moments";

/** A session whose lock was taken over while it stood still can change nothing more when it wakes up. */
const lab = withLab("orphan");
const fleets: LabFleet[] = [];
function open(owner: string): LabFleet {
  const fleet = new LabFleet(lab.name, { owner, lockWait: 20 });
  fleets.push(fleet);
  return fleet;
}
afterEach(() => {
  for (const fleet of fleets.splice(0)) fleet.kill();
});

beforeAll(async () => {
  for (const host of ["web1", "ns1"])
    await lab.shell(host, "printf 'STALE_SECONDS=2\\n' >>/etc/titip/host.conf");
});

/** Stops the helper, as a server that hangs does, once its journal holds the word. @returns what lets it go on */
async function standStillAt(host: string, word: string): Promise<() => void> {
  const root = hostProcess(lab.name, host);
  const holder = await until(async () => {
    const [pid] = journalHolds(root, word) ? findVictims("titip-host", root) : [];
    return pid !== undefined && signal(pid, "SIGSTOP") ? pid : undefined;
  });
  expect(journalHolds(root, word)).toBe(true); // else it was faster than we: nothing would be proven
  // sudo stops itself when its child stops.
  const both = [holder, parentOf(holder)];
  return () => both.forEach((pid) => void signal(pid, "SIGCONT"));
}

async function until<T>(found: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(1)) {
    const value = await found();
    if (value !== undefined) return value;
  }
  throw new Error("it did not happen within 30 s");
}

const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "it went through",
    (error: Error) => error.message,
  );

it("is taken over after STALE_SECONDS without a heartbeat, ended, and its change undone", async () => {
  await open("pertama").web("web1").put(siteOrder(1));
  for (const fleet of fleets.splice(0)) await fleet.close();
  const before = await holdings(lab);
  const sleeper = open("tergantung").web("web1");
  const hung = Promise.all(siteOrders(10, 3).map((order) => failure(sleeper.put(order))));
  const goOn = await standStillAt("web1", "candidate");
  await sleep(2500);
  const taking = open("pengganti");
  await taking.web("web1").put(siteOrder(1));
  expect(await holdings(lab)).toEqual(before);
  goOn();
  for (const message of await hung) expect(message).not.toBe("it went through");
  await taking.web("web1").put(siteOrder(2));
  expect(await lab.shell("web1", "ls /srv/titip")).toBe("HST-2026-0001\nHST-2026-0002");
  await taking.web("web1").remove("HST-2026-0002");
});

it("is fenced by the generation where it could not be ended, and leaves its successor's journal alone", async () => {
  const orphan = failure(
    open("yatim")
      .web("web1")
      .put(siteOrder(20, { dedicated: "10.20.30.140" })),
  );
  const wakeOrphan = await standStillAt("web1", "accounts");
  const [orphanPid] = findVictims("titip-host", hostProcess(lab.name, "web1"));
  // Whoever empties /run/titip by hand lets a second writer in beside the first.
  await lab.shell("web1", "rm /run/titip/lock /run/titip/owner");
  const successor = open("penerus").web("web1");
  const second = successor.put(siteOrder(21));
  const root = hostProcess(lab.name, "web1");
  const heir = await until(async () => {
    const pid = journalHolds(root, "folders") && findVictims("titip-host", root).find((p) => p !== orphanPid);
    return pid && signal(pid, "SIGSTOP") ? pid : undefined;
  });
  const journal = await lab.run("web1", ["cat", "/var/lib/titip/journal"]);
  wakeOrphan();
  const message = await orphan;
  expect(message).toContain("web1 (titip@10.20.30.11:22): this session was silent for too long");
  expect(message).toContain("rolled back: undone by the session that took the lock over");
  expect(message).toContain("remedy: run again");
  expect(await lab.run("web1", ["cat", "/var/lib/titip/journal"])).toBe(journal);
  for (const pid of [heir, parentOf(heir)]) signal(pid, "SIGCONT");
  await second;
  expect(await lab.shell("web1", "ls /srv/titip; cat /etc/titip/addresses || true")).toBe(
    "HST-2026-0001\nHST-2026-0021",
  );
});

it("is ended on the name server before its change is undone, so that it cannot be sent again", async () => {
  const before = await Promise.all(ZONES.map((zone) => recordsOf(lab, zone)));
  const record = {
    zone: "cirebonkab.go.id",
    name: "yatim.cirebonkab.go.id",
    type: "A",
    ttl: 60,
    value: "10.20.30.9",
  };
  const apply = (fleet: LabFleet, records: unknown[]) =>
    fleet.call("dns", "ns1", "apply", ["HST-2026-0030", ZONES, records]);
  const orphan = failure(apply(open("yatim"), [record]));
  const wakeOrphan = await standStillAt("ns1", "dns-update");
  await lab.shell("ns1", "rm /run/titip/lock");
  await apply(open("penerus"), []); // takes the lock, plays the journal back, wants none
  wakeOrphan();
  expect(await orphan).toContain("the connection was lost before the server answered");
  expect(await Promise.all(ZONES.map((zone) => recordsOf(lab, zone)))).toEqual(before);
});
