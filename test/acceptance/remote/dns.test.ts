import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { withLab } from "../lab-fixture";
import {
  beforeUpdate,
  byHand,
  contents,
  DnsFleet,
  FORWARD,
  handUpdate,
  REVERSE,
  requestId,
  serials,
  siteRecords,
  ZONES,
} from "./dns-lab";

const lab = withLab("dns");
let dns: DnsFleet;
let foreign: string[];

beforeEach(async () => {
  dns = new DnsFleet(lab.name);
  foreign = await contents(lab);
});
afterEach(async () => {
  await dns.fleet.close();
});

const range = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe("a request's records", () => {
  test("are made, repeated without a message, changed, and removed; foreign records stay", async () => {
    expect(await dns.read(requestId(7), ZONES)).toEqual([]);
    expect(await dns.put(7)).toEqual(siteRecords(7));
    expect(await dns.read(requestId(7), ZONES)).toEqual(siteRecords(7));
    expect(await lab.run("control", ["dig", "+short", `alias7.${FORWARD}`])).toBe(
      `situs7.${FORWARD}.\n10.20.30.137`,
    );
    expect(await lab.run("control", ["dig", "+short", "-x", "10.20.30.137"])).toBe(`situs7.${FORWARD}.`);
    expect(await contents(lab)).toEqual(expect.arrayContaining(foreign));

    const [messages, serial] = [await lab.updateMessages(), await serials(lab)];
    await dns.put(7);
    expect(await lab.updateMessages()).toBe(messages);
    expect(await serials(lab)).toEqual(serial);

    const moved = siteRecords(7, { ip: "10.20.30.248", alias: "lain7" });
    expect(await dns.put(7, moved)).toEqual(moved);
    expect(await lab.run("control", ["dig", "+short", "-x", "10.20.30.137"])).toBe("");
    expect(await contents(lab)).toEqual(expect.arrayContaining(foreign));

    expect(await dns.remove(7)).toEqual([]);
    expect(await contents(lab)).toEqual(foreign);
    expect(await dns.remove(7)).toEqual([]);
  });

  test("that were changed by hand are seen and repaired", async () => {
    await dns.put(8);
    await byHand(
      lab,
      FORWARD,
      `update delete situs8.${FORWARD}. A`,
      `update add situs8.${FORWARD}. 60 A 10.20.30.66`,
      `update delete alias8.${FORWARD}. CNAME`,
    );
    const seen = await dns.read(requestId(8), ZONES);
    expect(seen.map(({ type, ttl, value }) => `${type} ${ttl} ${value}`)).toEqual([
      `PTR 3600 situs8.${FORWARD}`,
      "A 60 10.20.30.66",
    ]);
    expect(await dns.put(8)).toEqual(siteRecords(8));
    await dns.remove(8);
    expect(await contents(lab)).toEqual(foreign);
  });

  test("are surveyed with everything else that holds a name", async () => {
    await dns.put(9);
    const records = await dns.survey(ZONES);
    expect(
      records
        .filter(({ request }) => request === requestId(9))
        .map(({ name }) => name)
        .sort(),
    ).toEqual(
      siteRecords(9)
        .map(({ name }) => name)
        .sort(),
    );
    const foreignNames = records.filter(({ request }) => request === undefined);
    expect(foreignNames).toHaveLength(foreign.length);
    expect(records.some(({ name }) => name.startsWith("_titip."))).toBe(false);
    await dns.remove(9);
  });
});

describe("many requests", () => {
  test("a hundred share one message per zone, to make and to remove", async () => {
    const [messages, serial] = [await lab.updateMessages(), await serials(lab)];
    const numbers = range(100);
    const made = await Promise.all(numbers.map((number) => dns.put(number)));
    expect(made).toEqual(numbers.map((number) => siteRecords(number)));
    expect((await lab.updateMessages()) - messages).toBe(2);
    expect(await serials(lab)).toEqual(serial.map((number) => number + 1));
    const read = await Promise.all(numbers.map((number) => dns.read(requestId(number), ZONES)));
    expect(read).toEqual(made);

    await Promise.all(numbers.map((number) => dns.put(number)));
    expect((await lab.updateMessages()) - messages).toBe(2);
    await Promise.all(numbers.map((number) => dns.remove(number)));
    expect((await lab.updateMessages()) - messages).toBe(4);
    expect(await contents(lab)).toEqual(foreign);
  });

  test("a thousand fit, in few messages of at most 64 KiB", async () => {
    const messages = await lab.updateMessages();
    const numbers = range(1000);
    const wanted = (number: number) => siteRecords(number).filter(({ zone }) => zone === FORWARD);
    await Promise.all(numbers.map((number) => dns.put(number, wanted(number))));
    expect((await lab.updateMessages()) - messages).toBeLessThan(12);
    await Promise.all(numbers.map((number) => dns.remove(number)));
    expect(await contents(lab)).toEqual(foreign);
  });

  test("one that meets a foreign name is refused by name; the others go through", async () => {
    await byHand(lab, FORWARD, `update add situs3.${FORWARD}. 300 MX 10 mail.${FORWARD}.`).catch(
      () => undefined,
    );
    await byHand(lab, FORWARD, `update add situs3.${FORWARD}. 300 TXT "milik orang lain"`);
    const held = await contents(lab);
    const results = await Promise.allSettled(range(5).map((number) => dns.put(number)));
    expect(results.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    const reason = results[2]?.status === "rejected" ? String(results[2].reason) : "";
    expect(reason).toContain(`HST-2026-0003: ns1 (titip@10.20.30.53:22)`);
    expect(reason).toContain(`situs3.${FORWARD}. 300 TXT "milik orang lain"`);
    await Promise.all(range(5).map((number) => dns.remove(number)));
    expect(await contents(lab)).toEqual(held);
    await byHand(lab, FORWARD, `update delete situs3.${FORWARD}. TXT`);
  });

  test("a zone that named does not hold is the fault of those who ask for it", async () => {
    const [good, bad] = await Promise.allSettled([
      dns.read(requestId(1), ZONES),
      dns.read(requestId(2), [FORWARD, "tidak-ada.id"]),
    ]);
    expect(good.status).toBe("fulfilled");
    expect(bad.status === "rejected" && String(bad.reason)).toMatch(/dns-transfer[\s\S]*Transfer failed/);
  });
});

describe("any series of changes", () => {
  /** For each of six requests in turn: gone, or one of three sets of records. */
  const step = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 });
  const variants = [
    () => [],
    (n: number) => siteRecords(n),
    (n: number) => siteRecords(n, { ip: `10.20.30.${240 + n}` }),
    (n: number) => siteRecords(n, { alias: `lain${n}` }).filter(({ type }) => type !== "PTR"),
  ];

  test("serves exactly what is wanted and leaves the rest of the zones as it was", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        for (const choices of steps) {
          const wanted = choices.map((choice, index) => variants[choice]?.(index + 1) ?? []);
          const served = await Promise.all(wanted.map((records, index) => dns.put(index + 1, records)));
          expect(served).toEqual(wanted);
          const names = wanted.flat().length + new Set(wanted.flat().map(({ name }) => name)).size;
          const after = await contents(lab);
          expect(after).toEqual(expect.arrayContaining(foreign));
          expect(after).toHaveLength(foreign.length + names);
        }
        const serial = await serials(lab);
        await Promise.all(
          (steps.at(-1) ?? []).map((choice, index) => dns.put(index + 1, variants[choice]?.(index + 1))),
        );
        expect(await serials(lab)).toEqual(serial);
        await Promise.all(range(6).map((number) => dns.remove(number)));
        expect(await contents(lab)).toEqual(foreign);
      }),
      { numRuns: 8 },
    );
  });
});

describe("another hand in the middle", () => {
  test("at our name: the prerequisite catches it, and the conflict is told", async () => {
    const hand = `update add situs20.${FORWARD}. 300 A 10.9.9.9`;
    await beforeUpdate(lab, `situs20.${FORWARD}`, handUpdate(FORWARD, hand));
    const results = await Promise.allSettled([dns.put(20), dns.put(21)]);
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    expect(results[0]?.status === "rejected" && String(results[0].reason)).toContain("10.9.9.9");
    await dns.remove(21);
    expect(await contents(lab)).toEqual([...foreign, `situs20.${FORWARD}. 300 IN A 10.9.9.9`].sort());
    await byHand(lab, FORWARD, `update delete situs20.${FORWARD}. A`);
  });

  test("at our own record: planned again upon what is there now", async () => {
    await dns.put(22);
    await beforeUpdate(
      lab,
      `situs22.${FORWARD}`,
      handUpdate(
        FORWARD,
        `update delete situs22.${FORWARD}. A`,
        `update add situs22.${FORWARD}. 9 A 10.9.9.9`,
      ),
    );
    const moved = siteRecords(22, { ip: "10.20.30.247" });
    expect(await dns.put(22, moved)).toEqual(moved);
    await dns.remove(22);
    expect(await contents(lab)).toEqual(foreign);
  });

  test("in the reverse zone: what was written forward is taken back", async () => {
    const hand = `update add 153.${REVERSE}. 300 PTR orang.lain.id.`;
    await beforeUpdate(lab, `153.${REVERSE}`, handUpdate(REVERSE, hand));
    await expect(dns.put(23)).rejects.toThrow("orang.lain.id");
    expect(await contents(lab)).toEqual([...foreign, `153.${REVERSE}. 300 IN PTR orang.lain.id.`].sort());
    await byHand(lab, REVERSE, `update delete 153.${REVERSE}. PTR`);
  });
});

describe("when it goes wrong", () => {
  test("named refuses the reverse zone: nothing is half written, and the error tells the zone and named's word", async () => {
    await lab.shell("ns1", "cp /etc/bind/named.conf.local /root/before");
    await lab.shell(
      "ns1",
      "sed -i '/30.20.10/,/^};/s/grant titip zonesub [^;]*;/grant titip zonesub A;/' /etc/bind/named.conf.local && rndc reconfig",
    );
    const results = await Promise.allSettled([
      dns.put(30),
      dns.put(
        31,
        siteRecords(31).filter((r) => r.zone === FORWARD),
      ),
    ]);
    await lab.shell("ns1", "cp /root/before /etc/bind/named.conf.local && rndc reconfig");
    expect(results.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
    const reason = results[0]?.status === "rejected" ? String(results[0].reason) : "";
    expect(reason).toMatch(
      /HST-2026-0030[\s\S]*30\.20\.10\.in-addr\.arpa[\s\S]*dns-refused[\s\S]*update failed: REFUSED/,
    );
    await dns.remove(31);
    expect(await contents(lab)).toEqual(foreign);
  });

  test.each([
    ["before the first message", FORWARD],
    ["between the forward and the reverse message", REVERSE],
  ])("the helper is killed %s: the next session takes back what is half written", async (_, word) => {
    const kill = "kill -9 $(cut -f 2 /run/titip/owner); sleep 0.5; exit\n";
    await beforeUpdate(lab, word, `${kill}`);
    await lab.shell("ns1", "sed -i 's|^  bash /run/hook.running.*|&; exit 1|' /usr/local/sbin/nsupdate");
    await expect(dns.put(40)).rejects.toThrow();
    expect(await lab.shell("ns1", "cat /var/lib/titip/journal | wc -l")).not.toBe("0");
    if (word === REVERSE) expect(await contents(lab)).not.toEqual(foreign);
    const next = new DnsFleet(lab.name);
    await next.put(41);
    await next.remove(41);
    expect(await contents(lab)).toEqual(foreign);
    expect(await lab.shell("ns1", "ls /var/lib/titip")).not.toContain("journal");
    expect(await next.put(40)).toEqual(siteRecords(40));
    await next.remove(40);
    await next.fleet.close();
  });

  test("named is down: a clear error, and all is well when it is back", async () => {
    await lab.shell("ns1", "rndc stop; while pgrep -x named; do sleep 0.1; done");
    await expect(dns.put(50)).rejects.toThrow(/HST-2026-0050[\s\S]*dns-transfer[\s\S]*check that named runs/);
    await lab.stop("ns1");
    await lab.start("ns1");
    const next = new DnsFleet(lab.name);
    expect(await next.put(50)).toEqual(siteRecords(50));
    await next.remove(50);
    await next.fleet.close();
    expect(await contents(lab)).toEqual(foreign);
  });
});

describe("a stolen key", () => {
  const A = "update add x.cirebonkab.go.id. 60 IN A 10.0.0.1";
  const ours = 'prereq yxrrset _titip.x.cirebonkab.go.id. IN TXT "titip request=HST-2026-0001"';
  const free = "prereq nxdomain x.cirebonkab.go.id.\nprereq nxdomain _titip.x.cirebonkab.go.id.";

  test.each([
    ["an update without proof of ownership", A],
    ["an update behind the proof of another name", `${ours.replaceAll(".x.", ".y.")}\n${A}`],
    ["a server of its own", `server 10.0.0.9\n${free}\n${A}`],
    ["another zone", `zone example.com.\n${free}\n${A}`],
    ["two messages in one", `${free}\n${A}\n\n${free}\n${A}`],
    ["a send", `${free}\n${A}\nsend`],
    ["a name outside the zone", `${free}\nupdate add x.example.com. 60 IN A 10.0.0.1`],
    ["the apex", "prereq nxdomain cirebonkab.go.id.\nupdate add cirebonkab.go.id. 60 IN A 10.0.0.1"],
    ["a whole name at once", `${ours}\nupdate delete x.cirebonkab.go.id.`],
    ["a type at once", `${ours}\nupdate delete x.cirebonkab.go.id. IN A`],
    ["another type", `${ours}\nupdate add x.cirebonkab.go.id. 60 IN MX 10 mail.cirebonkab.go.id.`],
    ["free text", `${ours}\nupdate add _titip.x.cirebonkab.go.id. 60 IN TXT "v=spf1"`],
    ["a shell's words", `${ours}\nupdate add x.cirebonkab.go.id. 60 IN CNAME $(id).id.`],
    ["an escape for printf", `${ours}\nupdate add x.cirebonkab.go.id. 60 IN CNAME a\\010send.`],
    ["a carriage return", `${ours}\r\n${A}`],
  ])("cannot send %s", async (_, script) => {
    const field = (text: string) => text.replace(/\\/g, "\\\\").replace(/\n/g, "\\n").replace(/\r/g, "\\r");
    const body = `${FORWARD}\t${field(`${script}\n`)}\t${field(`${free}\n${A}\n`)}\n`;
    const input = `lock\t0\tthief\t5\ndns-apply\t${Buffer.byteLength(body)}\n${body}`;
    const said = await lab.run("ns1", ["/usr/local/sbin/titip-host", "serve"], { input });
    expect(said).toMatch(/^error\tbad-request/m);
    expect(await contents(lab)).toEqual(foreign);
  });

  test("can do what is our shape, so the above are refused for what they are", async () => {
    const body = `${FORWARD}\t${`${free}\n${A}\n`.replace(/\n/g, "\\n")}\t${`${ours}\nupdate delete x.cirebonkab.go.id. IN A 10.0.0.1\n`.replace(/\n/g, "\\n")}\n`;
    const input = `lock\t0\ttest\t5\ndns-apply\t${Buffer.byteLength(body)}\n${body}`;
    const said = await lab.run("ns1", ["/usr/local/sbin/titip-host", "serve"], { input });
    expect(said).toMatch(/^ok$/m);
    await byHand(lab, FORWARD, "update delete x.cirebonkab.go.id. A");
    expect(await contents(lab)).toEqual(foreign);
  });
});
