import { afterEach, expect, test } from "vitest";
import { withLab } from "../lab-fixture";
import { LabFleet, labInventory, siteOrder, siteOrders } from "./lab-fleet";

const lab = withLab("crash");
const fleets: LabFleet[] = [];
function open(...options: [FleetArguments?]): LabFleet {
  const fleet = new LabFleet(lab.name, ...options);
  fleets.push(fleet);
  return fleet;
}
type FleetArguments = ConstructorParameters<typeof LabFleet>[1];
afterEach(async () => {
  await Promise.all(fleets.splice(0).map((fleet) => fleet.close().catch(() => undefined)));
});

/** Kills titip-host the moment its journal holds an entry of this word. */
function killAt(word: string): Promise<string> {
  const script = `
    t=; until [[ $'\\n'$t == *$'\\n${word}\\t'* ]]; do IFS= read -r -d '' t 2>/dev/null </var/lib/titip/journal; done
    IFS=$'\\t' read -r _ pid _ </run/titip/owner; kill -KILL "$pid"; echo killed`;
  return lab.run("web1", ["bash", "-c", script]);
}

/** What Titip holds on the server; times and generation numbers aside. */
async function holdings(): Promise<string> {
  return lab.shell(
    "web1",
    "ls /etc/apache2/titip/live/ /srv/titip /var/log/titip; ls -d /etc/apache2/titip/candidate /var/lib/titip/journal 2>&1; grep -h titip.HST /etc/passwd; grep -h situs /etc/shadow /etc/group /etc/gshadow; cat /etc/titip/addresses; ip -4 -o address",
  );
}

const dedicated = () => [siteOrder(50, { dedicated: "10.20.30.140" }), ...siteOrders(51, 30)];

test.each(["accounts", "folders", "log-folders", "addresses", "candidate", "live"])(
  "killed after the journal entry %s: the next session undoes everything, and the same puts go through",
  async (word) => {
    const fleet = open();
    await fleet.web("web1").put(siteOrder(1));
    const before = await holdings();
    const killed = killAt(word);
    const results = await Promise.allSettled(dedicated().map((order) => fleet.web("web1").put(order)));
    await killed;
    for (const result of results)
      expect(String(result.status === "rejected" && result.reason)).toContain("connection was lost");

    const again = open();
    await again.web("web1").put(siteOrder(1));
    expect(await holdings()).toBe(before);
    await Promise.all(dedicated().map((order) => again.web("web1").put(order)));
    await Promise.all(dedicated().map((order) => again.web("web1").remove(order.request)));
    expect(await holdings()).toBe(before);
  },
);

test.each(["archive", "forget"])(
  "killed in a removal after %s: nothing is lost, and the removal is finished",
  async (word) => {
    const fleet = open();
    const orders = siteOrders(100, 10);
    await Promise.all(orders.map((order) => fleet.web("web1").put(order)));
    const killed = killAt(word);
    await Promise.allSettled(orders.map((order) => fleet.web("web1").remove(order.request)));
    await killed;
    const again = open().web("web1");
    await Promise.all(orders.map((order) => again.remove(order.request)));
    expect(await holdings()).not.toMatch(/HST-2026-01|situs10/);
    const archives = await lab.shell(
      "web1",
      "cd /var/lib/titip/archive && for i in HST-2026-01*; do tar -tzf $i; done | grep -c index.html",
    );
    expect(Number(archives)).toBeGreaterThanOrEqual(10);
    expect(await lab.shell("web1", "ls /var/lib/titip/archive")).not.toContain(".part");
  },
);

test("a control machine that dies in the middle leaves a whole transaction or none, and no lock", async () => {
  const fleet = open();
  const puts = Promise.allSettled(siteOrders(200, 40).map((order) => fleet.web("web1").put(order)));
  await lab.run("web1", ["bash", "-c", "until [[ -e /var/lib/titip/journal ]]; do :; done"]);
  fleet.kill();
  await puts;
  const next = open({ lockWait: 20 });
  await next.web("web1").put(siteOrder(1));
  const live = await Promise.all(siteOrders(200, 40).map((order) => next.web("web1").read(order.request)));
  expect([0, 40]).toContain(live.filter((site) => site !== undefined).length);
  await Promise.all(siteOrders(200, 40).map((order) => next.web("web1").remove(order.request)));
});

test("Apache that was down is reported, not started, and nothing is changed", async () => {
  const before = await holdings();
  await lab.shell("web1", "apache2ctl stop; while [ -e /run/apache2/apache2.pid ]; do sleep 0.1; done");
  await expect(open().web("web1").put(siteOrder(300))).rejects.toThrow(
    /apache-down[\s\S]*nothing had been changed/,
  );
  await lab.shell("web1", "apache2ctl start; while [ ! -e /run/apache2/apache2.pid ]; do sleep 0.1; done");
  expect(await holdings()).toBe(before);
});

test("a second session is told who holds the lock", async () => {
  await open({ owner: "yusuf@kantor" }).web("web1").put(siteOrder(1));
  const second = open({ lockWait: 1 }).web("web1");
  await expect(second.put(siteOrder(2))).rejects.toThrow(
    /locked by yusuf@kantor \(pid \d+ on the server, since 20\d\d-/,
  );
  expect(await second.read("HST-2026-0001")).toBeDefined();
});

test("the lock of a session that hangs is taken over, and the hung one can change nothing more", async () => {
  const hung = open({ lockWait: 1 });
  await hung.web("web1").put(siteOrder(1));
  const [pid] = (await lab.shell("web1", "cut -f2 /run/titip/owner")).split("\n");
  const sudo = await lab.shell("web1", `cut -d' ' -f4 /proc/${pid}/stat`); // stops with its child
  await lab.shell(
    "web1",
    `kill -STOP ${pid}; echo 0 >/run/titip/heartbeat; echo STALE_SECONDS=1 >>/etc/titip/host.conf`,
  );
  await open().web("web1").put(siteOrder(2));
  await lab.shell("web1", `kill -CONT ${pid} ${sudo} 2>/dev/null || true`);
  await expect(hung.web("web1").put(siteOrder(3))).rejects.toThrow();
  expect(await lab.shell("web1", "ls /srv/titip")).toBe("HST-2026-0001\nHST-2026-0002");
});

test("another host key, a refused key, an unreachable server, a missing sudo rule and a missing helper are told apart", async () => {
  const inventory = labInventory();
  const { web1, web2 } = inventory;
  if (!web1 || !web2) throw new Error("no inventory");
  const impostor = { ...web1, ssh: { ...web1.ssh, host_key: web2.ssh.host_key } };
  const nobody = { ...web1, ssh: { ...web1.ssh, host: "10.20.30.11", port: 2222 } };
  const fails = (fleet: LabFleet) => expect(fleet.web("web1").read("HST-2026-0001")).rejects;
  await fails(open({ inventory: { web1: impostor } })).toThrow(
    "host key is not the one in datacenter/servers.yaml",
  );
  await fails(open({ inventory: { web1: nobody } })).toThrow("cannot be reached at 10.20.30.11 port 2222");
  await lab.shell("web1", "mv /home/titip/.ssh/authorized_keys /root/");
  await fails(open()).toThrow("no SSH key was accepted for the user titip");
  await lab.shell("web1", "mv /root/authorized_keys /home/titip/.ssh/; mv /etc/sudoers.d/titip /root/");
  await fails(open()).toThrow("sudo on the server does not allow titip-host");
  await lab.shell("web1", "mv /root/titip /etc/sudoers.d/; mv /usr/local/sbin/titip-host /root/");
  await fails(open()).toThrow("titip-host is not installed on the server");
  await lab.shell("web1", "mv /root/titip-host /usr/local/sbin/");
  await open().web("web1").read("HST-2026-0001");
});
