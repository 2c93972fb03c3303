import { afterAll, beforeAll, expect, test } from "vitest";
import { withLab } from "../lab-fixture";
import { type DrivenError, LabFleet, siteOrder, siteOrders } from "./lab-fleet";
import { type Load, slowLoad } from "./slow-load";

const lab = withLab("guilty");
let fleet: LabFleet;
let load: Load;
beforeAll(() => {
  fleet = new LabFleet(lab.name);
});
afterAll(() => fleet.close());

/** How many of the sites prove that they are served, by status of their proof path. */
async function statuses(from: number, count: number): Promise<string> {
  const lines = siteOrders(from, count).map(({ configuration }) => {
    const name = /ServerName (\S+)/.exec(configuration)?.[1];
    const proof = /Redirect 204 "(.*)"/.exec(configuration)?.[1];
    return `curl -s -o /dev/null -w '%{http_code}\\n' -H 'Host: ${name}' http://10.20.30.11${proof}`;
  });
  return (await lab.shell("control", `(${lines.join(";")}) | sort | uniq -c`)).replace(/ +/g, " ").trim();
}

function reasons(results: PromiseSettledResult<unknown>[]): DrivenError[] {
  return results.flatMap((result) => (result.status === "rejected" ? [result.reason as DrivenError] : []));
}

test("of 20 sites, the one that Apache's test refuses is named; 19 live; no request on a neighbour fails", async () => {
  const orders = siteOrders(1, 20);
  const bad = siteOrder(13);
  bad.configuration = bad.configuration.replace("Require all granted", "Require tidakada");
  orders[12] = bad;
  const reloads = await lab.reloads("web1");
  load = await slowLoad(lab, "arsip.cirebonkab.go.id");
  const results = await Promise.allSettled(orders.map((order) => fleet.web("web1").put(order)));
  const { requests, failed } = await load.stop();
  const [error, ...others] = reasons(results);
  expect(others).toEqual([]);
  expect(error?.details).toMatchObject({ request: "HST-2026-0013", server: "web1" });
  expect(error?.details?.output).toMatch(/^HST-2026-0013\.conf:11\n[\s\S]*Unknown Authz provider: tidakada/);
  expect(error?.message).toContain("rolled back: the whole transaction");
  expect(await statuses(1, 20)).toBe("19 204\n 1 404");
  expect(await lab.reloads("web1")).toBe(reloads + 1);
  expect(requests).toBeGreaterThan(20);
  expect(failed).toBe(0);
  expect(
    await lab.shell("web1", "ls /srv/titip /var/log/titip; cat /etc/passwd; ls /var/lib/titip"),
  ).not.toMatch(/0013|situs13|journal/);
});

/** A foreign snippet that passes `apache2 -t` (which opens no logs) and ends the master once the site is live. */
const KILLER = `<IfFile "/etc/apache2/titip/live/HST-2026-0113.conf">
  CustomLog /tidak/ada/access.log combined
</IfFile>`;

test("of 20 sites, the one that kills the reload is named; Apache is back by itself with the 19 others", async () => {
  const orders = siteOrders(101, 20);
  await lab.run("web1", ["tee", "/etc/apache2/conf-enabled/jebakan.conf"], { input: KILLER });
  const master = await lab.shell("web1", "cat /run/apache2/apache2.pid");
  const results = await Promise.allSettled(orders.map((order) => fleet.web("web1").put(order)));
  expect(await lab.shell("web1", "cat /run/apache2/apache2.pid")).not.toBe(master);
  const [error, ...others] = reasons(results);
  expect(others).toEqual([]);
  expect(error?.details).toMatchObject({
    request: "HST-2026-0113",
    command: "titip-host web-apply: apache-died",
  });
  expect(error?.details?.output).toContain("/tidak/ada/access.log");
  expect(await statuses(101, 20)).toBe("19 204\n 1 404");
  expect(await statuses(1, 12)).toBe("12 204");
  await lab.run("web1", ["rm", "/etc/apache2/conf-enabled/jebakan.conf"]);
});

test("a log's place that is taken by a folder is refused before the reload that it would kill", async () => {
  const reloads = await lab.reloads("web1");
  await lab.shell("web1", "mkdir -p /var/log/titip/HST-2026-0201/access.log");
  await expect(fleet.web("web1").put(siteOrder(201))).rejects.toThrow(/HST-2026-0201.*\n.*folder-refused/);
  expect(await lab.reloads("web1")).toBe(reloads);
});

test("a site whose name another virtual host catches is taken back", async () => {
  const conf = "<VirtualHost 10.20.30.11:80>\n ServerName perangkap\n ErrorDocument 404 x\n</VirtualHost>\n";
  await lab.run("web1", ["tee", "/etc/apache2/sites-enabled/perangkap.conf"], { input: conf });
  await expect(fleet.web("web1").put(siteOrder(202))).rejects.toThrow(/HST-2026-0202.*\n.*not-served/);
  await lab.shell("web1", "rm /etc/apache2/sites-enabled/perangkap.conf; ! grep situs202 /etc/passwd");
  await fleet.web("web1").put(siteOrder(202));
});
