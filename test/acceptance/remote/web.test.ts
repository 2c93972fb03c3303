import { afterEach, describe, expect, test } from "vitest";
import { withLab } from "../lab-fixture";
import { LabFleet, siteOrder, siteOrders } from "./lab-fleet";

const lab = withLab("web");
let fleet: LabFleet;
const open = (
  ...args: ConstructorParameters<typeof LabFleet> extends [string, ...infer Rest] ? Rest : never
) => {
  fleet = new LabFleet(lab.name, ...args);
  return fleet;
};
afterEach(() => fleet.close());

/** Every file that is not Titip's, with its digest, mode and owner. */
function foreignFiles(): Promise<string> {
  const find =
    "find /etc/apache2 /var/www -path /etc/apache2/titip -prune -o -type f -printf '%p %m %u %T@ ' -exec sha256sum {} +";
  return lab.shell(
    "web1",
    `${find}; cat /etc/passwd /etc/shadow /etc/group /etc/gshadow; ls -A /srv/titip /var/log/titip`,
  );
}

function status(name: string, path = "/", address = "10.20.30.11"): Promise<string> {
  return lab.shell(
    "control",
    `curl -s -o /dev/null -w '%{http_code}' -H 'Host: ${name}' http://${address}${path}`,
  );
}

describe("a site", () => {
  test("is made, changed, repeated without a reload, read, and removed with an archive", async () => {
    const before = await foreignFiles();
    const web = open().web("web1");
    const order = siteOrder(1);
    expect(await web.read(order.request)).toBeUndefined();
    expect(await web.put(order)).toEqual({
      request: order.request,
      configuration: order.configuration,
      account: order.account,
      documentRoot: true,
      dedicatedAddress: undefined,
    });
    expect(
      await lab.shell("control", "curl -s -H 'Host: situs1.cirebonkab.go.id' http://10.20.30.11/"),
    ).toContain("Situs 1");
    expect(
      await lab.shell("web1", "stat -c '%U %G %a' /srv/titip/HST-2026-0001 /srv/titip/HST-2026-0001/public"),
    ).toBe("root root 755\nsitus1 www-data 2750");

    const reloads = await lab.reloads("web1");
    await web.put(order);
    expect(await lab.reloads("web1")).toBe(reloads);

    await lab.shell("web1", "echo milik-dinas >/srv/titip/HST-2026-0001/public/index.html");
    const changed = {
      ...order,
      configuration: siteOrder(1, { title: "x" }).configuration.replace(/.*ServerAlias.*\n/, ""),
    };
    await web.put(changed);
    expect((await web.read(order.request))?.configuration).toBe(changed.configuration);
    expect(await lab.shell("web1", "cat /srv/titip/HST-2026-0001/public/index.html")).toBe("milik-dinas");

    const { archive } = await web.remove(order.request);
    expect(archive).toMatch(/^\/var\/lib\/titip\/archive\/HST-2026-0001-\d{8}T\d{6}Z\.tar\.gz$/);
    const kept = await lab.shell(
      "web1",
      `tar -xzOf ${archive} srv/titip/HST-2026-0001/public/index.html; tar -tzf ${archive}; stat -c %a ${archive}`,
    );
    expect(kept).toMatch(/^milik-dinas$/m);
    expect(kept).toMatch(/^var\/log\/titip\/HST-2026-0001\/access\.log$/m);
    expect(kept).toMatch(/HST-2026-0001\.conf$/m);
    expect(kept).toMatch(/^600$/m);
    expect(await web.read(order.request)).toBeUndefined();
    expect(await web.remove(order.request)).toEqual({ archive });
    expect(await foreignFiles()).toBe(before);
  });

  test("that was changed by hand is seen and repaired", async () => {
    const web = open().web("web1");
    const order = siteOrder(2);
    await web.put(order);
    await lab.shell(
      "web1",
      "cd /etc/apache2/titip/live && sed -i s/situs2/lain2/ HST-2026-0002.conf && chown root /srv/titip/HST-2026-0002/public && apache2ctl graceful",
    );
    const reality = await web.read(order.request);
    expect(reality?.configuration).toContain("lain2");
    expect(reality?.documentRoot).toBe(false);
    expect((await web.put(order)).documentRoot).toBe(true);
    expect(await status("situs2.cirebonkab.go.id")).toBe("200");
    await web.remove(order.request);
  });

  test("has a dedicated address that is carried, restored at boot, and released", async () => {
    const web = open().web("web1");
    const order = siteOrder(3, { dedicated: "10.20.30.150" });
    expect((await web.put(order)).dedicatedAddress).toBe("10.20.30.150");
    expect(await status("situs3.cirebonkab.go.id", "/", "10.20.30.150")).toBe("200");
    await lab.shell("web1", "ip address delete 10.20.30.150/32 dev eth0 && titip-host addresses");
    expect(await status("situs3.cirebonkab.go.id", "/", "10.20.30.150")).toBe("200");
    expect((await web.survey()).addresses).toContain("10.20.30.150");

    const shared = siteOrder(3);
    expect((await web.put(shared)).dedicatedAddress).toBeUndefined();
    expect(await lab.shell("web1", "ip -4 -o address; cat /etc/titip/addresses")).not.toContain(
      "10.20.30.150",
    );
    await web.remove(order.request);
  });

  test("is refused where account, uid, name or address belong to others, and nothing is changed", async () => {
    const before = await foreignFiles();
    await lab.shell("web1", "ip address add 10.20.30.177/32 dev eth0");
    const web = open().web("web1");
    const order = siteOrder(4);
    const refusal = (change: Partial<typeof order>) => web.put({ ...order, ...change });
    await expect(refusal({ account: { name: "titip", uid: 20004 } })).rejects.toThrow("account-taken");
    await expect(refusal({ account: { name: "situs4", uid: 1000 } })).rejects.toThrow("bad-uid");
    const arsip = order.configuration.replace("situs4.", "arsip.");
    await expect(refusal({ configuration: arsip })).rejects.toThrow(
      /HST-2026-0004.*\n.*name-taken\n.*arsip\.conf/,
    );
    const foreignAddress = siteOrder(4, { dedicated: "10.20.30.177" });
    await expect(web.put(foreignAddress)).rejects.toThrow("address-taken");
    const evil = order.configuration.replace("access.log", "access.log|/bin/sh");
    await expect(refusal({ configuration: evil })).rejects.toThrow(/conf-refused\n.*HST-2026-0004\.conf:7/);
    await lab.shell("web1", "ip address delete 10.20.30.177/32 dev eth0");
    expect(await foreignFiles()).toBe(before);
  });
});

describe("many sites", () => {
  test("share one reload, and one round trip to read them", async () => {
    const web = open().web("web1");
    const orders = siteOrders(100, 100);
    const reloads = await lab.reloads("web1");
    await Promise.all(orders.map((order) => web.put(order)));
    expect(await lab.reloads("web1")).toBe(reloads + 1);
    const realities = await Promise.all(orders.map((order) => web.read(order.request)));
    expect(realities.map((reality) => reality?.configuration)).toEqual(
      orders.map((order) => order.configuration),
    );
    await Promise.all(orders.map((order) => web.remove(order.request)));
    expect(await lab.reloads("web1")).toBe(reloads + 2);
    expect(
      await lab.shell(
        "web1",
        "ls -A /srv/titip /var/log/titip; ls /var/lib/titip/archive | grep -c HST-2026-01",
      ),
    ).toBe("/srv/titip:\n\n/var/log/titip:\n100");
  });
});
