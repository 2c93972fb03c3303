import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { labHostKey, labPaths } from "../../../lab";
import { projectRoot } from "../../../lab/paths";
import { withLab } from "../lab-fixture";

const lab = withLab("servers");

function ssh(host: string, ...argv: string[]) {
  const known = join(labPaths(lab.name).control, "known_hosts");
  const options = [
    "-i",
    lab.sshKey,
    "-F",
    "none",
    "-o",
    "BatchMode=yes",
    "-o",
    `UserKnownHostsFile=${known}`,
  ];
  return lab.exec("control", [
    "ssh",
    ...options,
    "-o",
    "StrictHostKeyChecking=yes",
    ...argv.slice(0, -1),
    host,
    argv.at(-1) ?? "",
  ]);
}

describe.each(["web1", "web2", "ns1"])("sshd on %s", (host) => {
  it("shows the pinned key and lets titip in by key", async () => {
    const { stdout, stderr } = await ssh(`titip@${host}`, "id -un; hostname");
    expect(stderr).toBe("");
    expect(stdout).toBe(`titip\n${host}\n`);
    expect(await lab.run("control", ["ssh-keyscan", "-t", "ed25519", host])).toContain(labHostKey(host));
  });

  it("lets nobody in by password, nor root", async () => {
    const methods = await ssh(`titip@${host}`, "-o", "PubkeyAuthentication=no", "true");
    expect(methods.stderr).toContain("Permission denied (publickey)");
    expect((await ssh(`root@${host}`, "true")).exitCode).toBe(255);
  });

  it("gives titip one command as root, and no other", async () => {
    const rule = await lab.run(host, ["cat", "/etc/sudoers.d/titip"]);
    expect(rule).toBe("titip ALL=(root) NOPASSWD: /usr/local/sbin/titip-host serve");
    for (const command of [
      "true",
      "/usr/local/sbin/titip-host addresses",
      "/usr/local/sbin/titip-host serve x",
    ]) {
      expect((await ssh(`titip@${host}`, `sudo -n ${command}`)).stderr).toContain("a password is required");
    }
    expect((await ssh(`titip@${host}`, "cat /etc/titip/ddns.key")).stdout).toBe("");
  });

  it.runIf(existsSync(join(projectRoot(), "server/titip-host")))(
    "has the helper of this repository",
    async () => {
      expect(await lab.run(host, ["stat", "-c", "%U:%G %a", "/usr/local/sbin/titip-host"])).toBe(
        "root:root 755",
      );
      expect(await lab.run(host, ["cat", "/etc/titip/host.conf"])).toMatch(
        /^INTERFACE=eth0\nUID_FROM=20000\nUID_TO=29999\nROLE=/,
      );
      const greeting = await ssh(`titip@${host}`, "sudo -n /usr/local/sbin/titip-host serve");
      expect(greeting.stdout).toMatch(new RegExp(`^titip-host\t[^\t]+\t${host}\n`));
    },
  );
});

describe("Apache", () => {
  it.each([
    ["arsip", "Arsip Daerah"],
    ["ppid", "Informasi dan Dokumentasi"],
    ["jdih", "Dokumentasi dan Informasi Hukum"],
  ])("serves the hand-made site %s by name", async (site, words) => {
    const { status, body } = await lab.fetch(`http://${site}.cirebonkab.go.id/`);
    expect(status).toBe(200);
    expect(body).toContain(words);
  });

  it("reloads, stops and starts without systemd, and counts its reloads", async () => {
    expect(await lab.reloads("web1")).toBe(0);
    await lab.run("web1", ["apache2ctl", "graceful"]);
    await expect.poll(() => lab.reloads("web1")).toBe(1);
    await lab.run("web1", ["apache2ctl", "stop"]);
    await expect.poll(async () => (await lab.exec("web1", ["pgrep", "-x", "apache2"])).stdout).toBe("");
    await lab.run("web1", ["apache2ctl", "start"]);
    expect((await lab.fetch("http://arsip.cirebonkab.go.id/")).status).toBe(200);
  });
});

describe("named", () => {
  const key = "/etc/titip/ddns.key";
  const update = (text: string, argv = ["-k", key]) =>
    lab.exec("ns1", ["nsupdate", ...argv], {
      input: `server 127.0.0.1\nzone cirebonkab.go.id\n${text}\nsend\n`,
    });

  it("answers hand-made records both ways, and nothing beyond its zones", async () => {
    const dig = (...argv: string[]) => lab.run("control", ["dig", "+short", ...argv]);
    expect(await dig("siap.cirebonkab.go.id")).toBe("10.20.30.101");
    expect(await dig("-x", "10.20.30.101")).toBe("siap.cirebonkab.go.id.");
    expect(await dig("MX", "cirebonkab.go.id")).toBe("10 mail.cirebonkab.go.id.");
    expect(await dig("ftp.cirebonkab.go.id")).toBe("www.cirebonkab.go.id.\n10.20.30.12");
    expect(await lab.run("control", ["dig", "example.com"])).toContain("status: REFUSED");
  });

  it("takes updates with the key, of the named types only, and counts messages", async () => {
    const [messages, serial] = [await lab.updateMessages(), await lab.serial("cirebonkab.go.id")];
    const add = "update add a.cirebonkab.go.id 60 A 10.20.30.120\nupdate add b.cirebonkab.go.id 60 TXT x";
    expect((await update(add)).exitCode).toBe(0);
    expect(await lab.updateMessages()).toBe(messages + 1);
    expect(await lab.serial("cirebonkab.go.id")).toBe(serial + 1);
    expect(await lab.run("ns1", ["cat", "/var/log/named/update.log"])).toContain(
      "adding an RR at 'a.cirebonkab.go.id'",
    );

    expect((await update("update add c.cirebonkab.go.id 60 MX 5 mail")).stderr).toContain("REFUSED");
    expect((await update("update add c.cirebonkab.go.id 60 A 10.20.30.121", [])).stderr).toContain("REFUSED");
    expect(await lab.serial("cirebonkab.go.id")).toBe(serial + 1);
  });

  it("transfers a zone to the holder of the key alone, and obeys rndc", async () => {
    const transfer = ["dig", "@127.0.0.1", "AXFR", "30.20.10.in-addr.arpa"];
    expect(await lab.run("ns1", transfer)).toContain("Transfer failed");
    expect(await lab.run("ns1", [...transfer, "-k", key])).toContain("101.30.20.10.in-addr.arpa.");
    expect(await lab.run("ns1", ["stat", "-c", "%U:%G %a", key])).toBe("root:bind 640");
    expect(await lab.run("ns1", ["rndc", "status"])).toContain("server is up and running");
  });

  it("keeps key and updates over a power cut", async () => {
    const before = await lab.run("ns1", ["cat", key]);
    expect((await update("update add kept.cirebonkab.go.id 60 A 10.20.30.122")).exitCode).toBe(0);
    await lab.stop("ns1");
    await lab.start("ns1");
    // Neighbours reach it at once: it kept its hardware address too.
    expect(await lab.run("ns1", ["cat", key])).toBe(before);
    expect(await lab.run("control", ["dig", "+tries=1", "+short", "kept.cirebonkab.go.id"])).toBe(
      "10.20.30.122",
    );
  });
});

describe("control", () => {
  it("is the machine inside the lab, pointed at the lab", async () => {
    const { run, state } = labPaths(lab.name);
    const output = await lab.shell(
      "control",
      "pwd; echo $TITIP_LAB $TITIP_SSH_KEY $PULUMI_BACKEND_URL $PULUMI_STACK $PULUMI_CONFIG_PASSPHRASE; cat",
    );
    expect(output.split("\n").slice(0, 2)).toEqual([
      process.cwd(),
      `${lab.name} ${run}/control/id_ed25519 file://${state} lab lab`,
    ]);
    expect(existsSync(state)).toBe(true);
    expect(await lab.run("control", ["cat"], { input: "masukan" })).toBe("masukan");
    expect((await lab.exec("control", ["sh", "-c", "exit 7"])).exitCode).toBe(7);
    expect((await lab.exec("web1", ["sh", "-c", "exit 8"])).exitCode).toBe(8);
  });

  it("ends what lasts too long", async () => {
    const start = performance.now();
    expect((await lab.exec("web1", ["sleep", "60"], { timeout: 200 })).exitCode).toBe(137);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("resetting", () => {
  it("gives clean servers", async () => {
    await lab.shell("web1", "rm -r /var/www/arsip; touch /root/x; useradd -u 20001 s1");
    await lab.reset();
    expect((await lab.fetch("http://arsip.cirebonkab.go.id/")).status).toBe(200);
    expect((await lab.exec("web1", ["id", "s1"])).exitCode).toBe(1);
    expect(await lab.run("control", ["dig", "+short", "kept.cirebonkab.go.id"])).toBe("");
  });
});
