import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WebServer } from "../../../src/remote/fleet";
import { withLab } from "../lab-fixture";
import { LabFleet, siteOrder } from "../remote/lab-fleet";

/**
 * titip-host runs as root over folders that an agency's account owns. Whatever the account plants in its own, root
 * must neither write, nor delete, nor read into an archive, outside of the site.
 */
const lab = withLab("tenants");
let fleet: LabFleet;
let web: WebServer;
let outside: string;

const SITE = "/srv/titip/HST-2026-0001";
const order = siteOrder(1);

/** Everything that is not the site's. */
function notTheSite(): Promise<string> {
  return lab.shell(
    "web1",
    "find /etc /root /home /usr/local /var/www -xdev -path /etc/apache2/titip -prune -o -not -path '/etc/*-' -not -path '/etc/.pwd.lock' -type f -printf '%p %m %U %G ' -exec sha256sum {} + | sort; find /srv /srv/titip /var/log/titip -maxdepth 1 -not -name HST-2026-0001 -printf '%p %M %U %G %l\\n' | sort",
  );
}

/** Runs a line of shell as the site's own account, as an upload over SFTP would. */
function asTenant(line: string) {
  return lab.exec("web1", ["setpriv", "--reuid=20001", "--regid=20001", "--clear-groups", "sh", "-c", line]);
}

beforeAll(async () => {
  outside = await notTheSite();
  fleet = new LabFleet(lab.name);
  web = fleet.web("web1");
});
afterAll(() => fleet.close());

async function remove(): Promise<string> {
  const { archive } = await web.remove(order.request);
  expect(await notTheSite()).toBe(outside);
  expect(
    await lab.shell("web1", `ls ${SITE} /var/log/titip/HST-2026-0001 2>&1 | grep -vc 'No such'; true`),
  ).toBe("0");
  return archive ?? "";
}

const listed = (archive: string) =>
  lab.shell("web1", `tar -tvzf '${archive}' | sed 's/^\\(.\\)[^ ]* */\\1 /'`);

describe("what an account does in its own folder", () => {
  beforeEach(async () => {
    await web.put(order);
  });

  test("the folder of the site and its logs are not its to change", async () => {
    for (const line of [
      `mv ${SITE}/public ${SITE}/x`,
      `rmdir ${SITE}/public`,
      `ln -s /etc ${SITE}/x`,
      `touch ${SITE}/x`,
      "ls /var/log/titip/HST-2026-0001",
      "echo x >>/var/log/titip/HST-2026-0001/access.log",
      "ln -s /etc/shadow /srv/titip/HST-2026-0002",
      "touch /srv/titip/x",
      "ls /var/lib/titip/archive",
      "ls /srv/titip/HST-2026-0003/public",
    ]) {
      expect((await asTenant(line)).exitCode, line).not.toBe(0);
    }
    await remove();
  });

  test("links lead the archive and the removal nowhere, and a change of the site not either", async () => {
    await asTenant(
      `cd ${SITE}/public && rm index.html && ln -s /etc/passwd index.html && ln -s /etc etc && ln -s / root && ln -s ../.. up && mkdir d && ln -s /var/lib/titip/archive d/archive`,
    );
    const changed = {
      ...order,
      configuration: siteOrder(1, { title: "x" }).configuration.replace(/.*ServerAlias.*\n/, ""),
    };
    await web.put(changed);
    expect(await lab.shell("web1", "stat -c '%U %a' /etc/passwd /etc /")).toBe(
      "root 644\nroot 755\nroot 755",
    );
    expect(await web.read(order.request)).toMatchObject({ documentRoot: true });
    const archive = await remove();
    const content = await listed(archive);
    for (const name of [
      "index.html -> /etc/passwd",
      "etc -> /etc",
      "root -> /",
      "up -> ../..",
      "d/archive ->",
    ])
      expect(content).toContain(name);
    expect(content).not.toMatch(/public\/etc\/./);
    expect(await lab.shell("web1", `tar -xzOf '${archive}' | grep -c '^root:'; true`)).toBe("0");
  });

  test("a link does not show files of others to the world", async () => {
    await web.put(siteOrder(2));
    await asTenant(
      `ln -s /etc/passwd ${SITE}/public/p; ln -s /srv/titip/HST-2026-0002/public ${SITE}/public/other; ln -s /var/log/apache2 ${SITE}/public/logs`,
    );
    for (const path of ["p", "other/index.html", "logs/error.log", "other/"]) {
      const url = `http://situs1.cirebonkab.go.id/${path}`;
      const status = await lab.run("control", [
        "curl",
        "-s",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code}",
        "-H",
        "Host: situs1.cirebonkab.go.id",
        url.replace("situs1.cirebonkab.go.id", "10.20.30.11"),
      ]);
      expect([path, status]).toEqual([path, "403"]);
    }
    await web.remove("HST-2026-0002");
    await remove();
  });

  test("pipes, sockets, holes, odd names and depth hold nothing up", async () => {
    const odd =
      "printf x >\"$(printf 'a\\nb')\"; printf x >./-rf; printf x >'$(touch x)'; printf x >\"$(printf '\\377')\"; printf x >\"$(printf '\\033[2J')\"";
    const deep =
      "i=0; while [ $i -lt 300 ]; do mkdir dddddddddd && cd dddddddddd || exit 1; i=$((i+1)); done";
    const { exitCode, stderr } = await asTenant(
      `cd ${SITE}/public && mkfifo pipe && truncate -s 4T hole && ${odd}; mkdir locked && touch locked/x && chmod 0 locked; ${deep}`,
    );
    expect(exitCode, stderr).toBe(0);
    const start = Date.now();
    const archive = await remove();
    expect(Date.now() - start).toBeLessThan(60_000);
    expect(
      await lab.shell("web1", `tar -tzf '${archive}' | grep -c public; stat -c %s '${archive}' | wc -c`),
    ).not.toBe("");
  });

  test("folders that turn into links while they are archived and removed", async () => {
    await lab.shell(
      "web1",
      "mkdir -p /root/precious && echo precious >/root/precious/file && echo precious >/root/precious/again",
    );
    await web.remove(order.request);
    const withPrecious = await notTheSite();
    for (let round = 0; round < 3; round++) {
      await web.put(order);
      await asTenant(
        `cd ${SITE}/public && for i in 1 2 3 4 5 6 7 8 9; do mkdir t$i && for j in 1 2 3 4 5 6 7 8 9; do echo x >t$i/$j; done; done`,
      );
      const racing = asTenant(
        `cd ${SITE}/public && for n in $(seq 1 2000); do for i in 1 5 9; do mv t$i x$i && ln -s /root/precious t$i; rm -f t$i; mv x$i t$i; mkdir new$n; done; done 2>/dev/null`,
      );
      const { archive } = await web.remove(order.request);
      await racing;
      expect(await notTheSite()).toBe(withPrecious);
      expect(await lab.shell("web1", `tar -xzOf '${archive}' | grep -c precious; true`)).toBe("0");
      expect(archive).toMatch(/^\/var\/lib\/titip\/archive\//);
    }
    await lab.shell("web1", "rm -r /root/precious");
  }, 200_000);
});

describe("links where root keeps a site", () => {
  test.each([
    ["the document root", SITE, `${SITE}/public`],
    ["the site", "/srv/titip", SITE],
    ["the logs", "/var/log/titip", "/var/log/titip/HST-2026-0001"],
  ])("%s: nothing is made behind it", async (_title, parent, link) => {
    await lab.shell("web1", `mkdir -p ${parent} /root/elsewhere && ln -s /root/elsewhere ${link}`);
    await expect(web.put(order)).rejects.toThrow(/symbolic link|must be a folder/);
    expect(await lab.shell("web1", "ls -A /root/elsewhere; stat -c %U /root/elsewhere")).toBe("root");
    await web.remove(order.request);
    expect(
      await lab.shell("web1", `rm -f ${link}; rm -rf ${SITE}; ls -d /root/elsewhere; rmdir /root/elsewhere`),
    ).toBe("/root/elsewhere");
  });
});
