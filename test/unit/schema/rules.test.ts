import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rules } from "../../../src/schema/rules";
import { check, type Edit, edited, firstRequest, second, secondRequest } from "./support/site-folder";

/** A breach of one rule: the files that make it, and what must be said about it, and nothing else. */
interface Breach {
  rule: string;
  title: string;
  files: Record<string, string | undefined>;
  file?: string;
  pointer: string;
  says: RegExp;
  severity?: "warning";
  allowed?: string[];
}

const first = (...edits: readonly Edit[]) => ({ [firstRequest]: edited(firstRequest, ...edits) });
const other = (...edits: readonly Edit[]) => ({ [secondRequest]: second(...edits) });
const inventory = (topic: string, ...edits: readonly Edit[]) => {
  const file = `datacenter/${topic}.yaml`;
  return { [file]: edited(file, ...edits) };
};
const stepsFrom = (step: string): Edit => [new RegExp(`\\n {2}${step}:[^]*$`), "\n"];

const atSecond = { file: secondRequest };
const breaches: Breach[] = [
  {
    rule: "duplicate-id",
    title: "two files of one id",
    files: { "requests/hosting/HST-2026-0009.yaml": second(["HST-2026-0002", "HST-2026-0001"]) },
    file: "requests/hosting/HST-2026-0009.yaml",
    pointer: "/id",
    says: /HST-2026-0001 is already used in requests\/hosting\/HST-2026-0001.yaml/,
  },
  {
    rule: "file-name",
    title: "the file is named otherwise",
    files: { "requests/hosting/rapor.yaml": second() },
    file: "requests/hosting/rapor.yaml",
    pointer: "/id",
    says: /name rapor.yaml is not the id HST-2026-0002/,
  },
  {
    rule: "subdomain-legal",
    title: "an underscore",
    files: first(["simpus", "sim_pus"]),
    pointer: "/subdomain",
    says: /"_"/,
  },
  {
    rule: "subdomain-legal",
    title: "upper case",
    files: first(["[epuskesmas]", "[ePuskesmas]"]),
    pointer: "/aliases/0",
    says: /lower case/,
  },
  {
    rule: "subdomain-legal",
    title: "the zone's pattern",
    files: first(["simpus", "1pus"]),
    pointer: "/subdomain",
    says: /pattern of the zone contoh.go.id/,
  },
  {
    rule: "subdomain-reserved",
    title: "a reserved alias",
    files: first(["[epuskesmas]", "[mail]"]),
    pointer: "/aliases/0",
    says: /`mail` is reserved/,
  },
  {
    rule: "subdomain-reserved",
    title: "a zone of its own",
    files: inventory("zones", [
      /\n {2}30/,
      "\n  simpus.contoh.go.id: { provider: bind, server: ns1, ttl: 60 }\n  30",
    ]),
    pointer: "/subdomain",
    says: /zone of its own/,
  },
  {
    rule: "subdomain-taken",
    title: "another's subdomain",
    files: other(["rapor", "simpus"]),
    ...atSecond,
    pointer: "/subdomain",
    says: /simpus.contoh.go.id is taken by HST-2026-0001 \(dinkes\)/,
  },
  {
    rule: "subdomain-taken",
    title: "a name that rests",
    files: {
      ...first([/$/, "  closure: { at: 2026-11-10T07:00:00+07:00, by: kabid-aplikasi, reason: Selesai }\n"]),
      ...other(["rapor", "simpus"], stepsFrom("assessment")),
    },
    ...atSecond,
    pointer: "/subdomain",
    severity: "warning",
    says: /released by HST-2026-0001 .* rests until 2027-02-08/,
  },
  {
    rule: "alias-conflict",
    title: "an alias that is a subdomain",
    files: other(["[nilai]", "[simpus]"]),
    ...atSecond,
    pointer: "/aliases/0",
    says: /taken by HST-2026-0001/,
  },
  {
    rule: "alias-conflict",
    title: "a subdomain that is an alias",
    files: other(["rapor", "epuskesmas"]),
    ...atSecond,
    pointer: "/subdomain",
    says: /taken by HST-2026-0001/,
  },
  {
    rule: "alias-conflict",
    title: "an alias that is the own subdomain",
    files: first(["[epuskesmas]", "[simpus]"]),
    pointer: "/aliases/0",
    says: /stands twice in this request/,
  },
  {
    rule: "unknown-agency",
    title: "no such agency",
    files: first(["agency: dinkes", "agency: dinkse"], ["by: dinkes", "by: dinkse"]),
    pointer: "/applicant/agency",
    says: /no agency `dinkse`/,
  },
  {
    rule: "unknown-agency",
    title: "the letter is another's",
    files: first(["by: dinkes", "by: disdik"]),
    pointer: "/steps/request/by",
    says: /comes from `disdik`, not from the applicant `dinkes`/,
  },
  {
    rule: "unknown-contact",
    title: "no such contact",
    files: first(["dinkes-it", "dinkes-ti"]),
    pointer: "/applicant/contact",
    says: /no contact `dinkes-ti`/,
    allowed: ["dinkes-it"],
  },
  {
    rule: "unknown-contact",
    title: "another's contact",
    files: first(["dinkes-it", "disdik-it"]),
    pointer: "/applicant/contact",
    says: /not of `dinkes` but of `disdik`/,
  },
  {
    rule: "term-order",
    title: "a term that ends first",
    files: first(["until: 2027-11-15", "until: 2026-11-15"]),
    pointer: "/term/until",
    says: /before it begins \(2026-11-16\)/,
  },
  {
    rule: "unknown-zone",
    title: "no such zone",
    files: first(["zone: contoh.go.id", "zone: contoh.or.id"]),
    pointer: "/zone",
    says: /no zone `contoh.or.id`/,
  },
  {
    rule: "unknown-zone",
    title: "a reverse zone",
    files: first(["zone: contoh.go.id", "zone: 30.20.10.in-addr.arpa"]),
    pointer: "/zone",
    says: /reverse zone/,
  },
  {
    rule: "steps-order",
    title: "an activity skipped",
    files: first([/\n {2}disposition:.*/, ""]),
    pointer: "/steps/assessment",
    says: /activity 3 \(`disposition`\) comes before/,
  },
  {
    rule: "steps-order",
    title: "a time before the one before",
    files: first(["2026-11-09T08:07", "2026-11-09T08:04"]),
    pointer: "/steps/disposition/at",
    says: /earlier than the activity `registration`/,
  },
  {
    rule: "steps-order",
    title: "something after a rejection",
    files: first([
      "result: approved }",
      "result: rejected, reason: Tidak }\n  creation: { at: 2026-11-10T08:00:00+07:00, by: staf-dc }",
    ]),
    pointer: "/steps/creation",
    says: /ended with `decision`/,
  },
  {
    rule: "steps-order",
    title: "closed without approval",
    files: first(stepsFrom("decision"), [
      /$/,
      "  closure: { at: 2026-11-10T07:00:00+07:00, by: kabid-aplikasi, reason: Selesai }\n",
    ]),
    pointer: "/steps/closure",
    says: /not approved cannot be closed/,
  },
  {
    rule: "unknown-officer",
    title: "no such position",
    files: first(["by: bagian-umum", "by: bagian-umun"]),
    pointer: "/steps/registration/by",
    says: /no position `bagian-umun`/,
  },
  {
    rule: "unknown-officer",
    title: "in a list",
    files: first(["[sub-koordinator]", "[sub-koordinasi]"]),
    pointer: "/steps/assessment/with/0",
    says: /no position `sub-koordinasi`/,
  },
  {
    rule: "officer-term",
    title: "nobody held the position",
    files: inventory("officers", ["from: 2026-11-01", "from: 2026-11-10"]),
    pointer: "/steps/assessment/by",
    says: /nobody held the position `kabid-aplikasi` on 2026-11-09 \(terms: 2022-07-01 – 2026-10-31, 2026-11-10 – …\)/,
  },
  {
    rule: "officer-role",
    title: "the wrong role",
    files: first(["08:40:00+07:00, by: kabid-aplikasi", "08:40:00+07:00, by: staf-dc"]),
    pointer: "/steps/decision/by",
    says: /`staf-dc` may not do this activity/,
    allowed: ["kabid-aplikasi", "kepala-dinas"],
  },
  {
    rule: "missing-letter",
    title: "no letter of request",
    files: first([/\n {4}letter:.*/, ""]),
    pointer: "/steps/request",
    says: /letter of this activity is not recorded/,
  },
  {
    rule: "letter-date",
    title: "a letter of tomorrow",
    files: first(["date: 2026-11-06", "date: 2026-11-10"]),
    pointer: "/steps/request/letter/date",
    says: /dated 2026-11-10, after its activity/,
  },
  {
    rule: "approved-without-allocation",
    title: "no allocation",
    files: first([/\n {4}allocation:.*/, ""]),
    pointer: "/steps/decision/result",
    says: /without an allocation/,
  },
  {
    rule: "approved-without-allocation",
    title: "not feasible",
    files: first([/feasible: true\n.*/, "feasible: false\n    reason: Penuh"]),
    pointer: "/steps/decision/result",
    says: /found it not feasible/,
  },
  {
    rule: "unknown-server",
    title: "no such server",
    files: first(["server: web1", "server: web3"]),
    pointer: "/steps/assessment/allocation/server",
    says: /no server `web3`/,
    allowed: ["web1", "web2"],
  },
  {
    rule: "server-role",
    title: "a name server",
    files: first(["server: web1", "server: ns1"]),
    pointer: "/steps/assessment/allocation/server",
    says: /no web server/,
    allowed: ["web1", "web2"],
  },
  {
    rule: "runtime-unsupported",
    title: "not on this server",
    files: first(["runtime: static", "runtime: php"]),
    pointer: "/application/runtime",
    says: /`web1` does not offer the runtime `php`/,
    allowed: ["static"],
  },
  {
    rule: "runtime-unsupported",
    title: "on no server",
    files: first(["runtime: static", "runtime: container"], stepsFrom("assessment")),
    pointer: "/application/runtime",
    severity: "warning",
    says: /no server offers/,
    allowed: ["php", "static"],
  },
  {
    rule: "unknown-network",
    title: "no such network",
    files: first(["network: terbatas", "network: terbats"]),
    pointer: "/steps/assessment/allocation/network",
    says: /no network `terbats`/,
  },
  {
    rule: "network-unfit",
    title: "another classification",
    files: first(["classification: limited", "classification: public"]),
    pointer: "/steps/assessment/allocation/network",
    says: /does not serve hosting of the classification `public`/,
  },
  {
    rule: "address-outside-pool",
    title: "outside",
    files: first(["10.20.30.100", "10.20.30.99"]),
    pointer: "/steps/assessment/allocation/ipv4",
    says: /outside the pool/,
  },
  {
    rule: "address-outside-pool",
    title: "reserved",
    files: first(["10.20.30.100", "10.20.30.110"]),
    pointer: "/steps/assessment/allocation/ipv4",
    says: /reserved/,
  },
  {
    rule: "address-outside-pool",
    title: "shared, but not the server's",
    files: first(
      ["limited", "public"],
      ["network: terbatas, ipv4: 10.20.30.100", "network: publik, ipv4: 10.20.30.12"],
    ),
    pointer: "/steps/assessment/allocation/ipv4",
    says: /shares the server's address, which is 10.20.30.11/,
  },
  {
    rule: "reverse-zone-missing",
    title: "for a pool",
    files: inventory("zones", [/\n {2}30.20.*/, ""]),
    file: "datacenter/networks.yaml",
    pointer: "/networks/terbatas/pool",
    says: /no reverse zone holds 10.20.30.100/,
  },
  {
    rule: "uid-outside-range",
    title: "a uid of the system",
    files: first(["uid: 20001", "uid: 1001"]),
    pointer: "/steps/assessment/allocation/uid",
    says: /outside the range 20000 – 29999/,
  },
  {
    rule: "value-held-twice",
    title: "an address",
    files: other(["10.20.30.101", "10.20.30.100"]),
    ...atSecond,
    pointer: "/steps/assessment/allocation/ipv4",
    says: /address 10.20.30.100 is held by HST-2026-0001 \(dinkes\)/,
  },
  {
    rule: "value-held-twice",
    title: "a uid",
    files: other(["20002", "20001"]),
    ...atSecond,
    pointer: "/steps/assessment/allocation/uid",
    says: /uid 20001 is held by HST-2026-0001/,
  },
  {
    rule: "value-held-twice",
    title: "a uid of a closed request, long after",
    files: {
      ...first([/$/, "  closure: { at: 2026-11-09T09:00:00+07:00, by: kabid-aplikasi, reason: Selesai }\n"]),
      ...other(["20002", "20001"], [/2026-11-10T/g, "2027-11-10T"]),
    },
    ...atSecond,
    pointer: "/steps/assessment/allocation/uid",
    says: /was held by HST-2026-0001 and may not be given again/,
  },
  {
    rule: "inventory-reference",
    title: "a contact of no agency",
    files: inventory("contacts", ["agency: disdik", "agency: disdikk"]),
    file: "datacenter/contacts.yaml",
    pointer: "/contacts/disdik-it/agency",
    says: /no agency `disdikk`/,
  },
  {
    rule: "inventory-reference",
    title: "a holder who is nobody",
    files: inventory("officers", ["contact: dedi", "contact: dede"]),
    file: "datacenter/officers.yaml",
    pointer: "/officers/kabid-aplikasi/holders/0/contact",
    says: /no person `dede`/,
  },
  {
    rule: "inventory-reference",
    title: "a zone on a web server",
    files: inventory("zones", ["server: ns1", "server: web1"]),
    file: "datacenter/zones.yaml",
    pointer: "/zones/contoh.go.id/server",
    says: /no name server `web1`/,
    allowed: ["ns1"],
  },
  {
    rule: "unknown-role",
    title: "a role that no procedure has",
    files: inventory("officers", ["roles: [head]", "roles: [head, chief]"]),
    file: "datacenter/officers.yaml",
    pointer: "/officers/kepala-dinas/roles/1",
    says: /no role `chief`/,
  },
  {
    rule: "holder-terms",
    title: "a term that ends first",
    files: inventory("officers", ["until: 2026-10-31", "until: 2022-01-01"]),
    file: "datacenter/officers.yaml",
    pointer: "/officers/kabid-aplikasi/holders/0/valid",
    says: /before it begins/,
  },
  {
    rule: "holder-terms",
    title: "two at once",
    files: inventory("officers", ["until: 2026-10-31", "until: 2026-11-01"]),
    file: "datacenter/officers.yaml",
    pointer: "/officers/kabid-aplikasi/holders/1/valid",
    says: /overlaps with that of `dedi`/,
  },
  {
    rule: "server-address",
    title: "one address twice",
    files: inventory("servers", ["address: 10.20.30.53", "address: 10.20.30.12"]),
    file: "datacenter/servers.yaml",
    pointer: "/servers/ns1/address",
    says: /`web2` has the same/,
  },
  {
    rule: "server-address",
    title: "one host key twice",
    files: inventory("servers", ["AAAA2", "AAAA1"]),
    file: "datacenter/servers.yaml",
    pointer: "/servers/web2/ssh/host_key",
    says: /`web1` has the same/,
  },
  {
    rule: "network-plan",
    title: "host bits",
    files: inventory("networks", ["10.20.30.0/24", "10.20.30.5/24"]),
    file: "datacenter/networks.yaml",
    pointer: "/networks/publik/prefix",
    says: /not the address of a network/,
  },
  {
    rule: "network-plan",
    title: "a gateway elsewhere",
    files: inventory("networks", ["gateway: 10.20.30.1", "gateway: 10.20.31.1"]),
    file: "datacenter/networks.yaml",
    pointer: "/networks/publik/gateway",
    says: /outside the network 10.20.30.0\/24/,
  },
  {
    rule: "network-plan",
    title: "a pool that holds a server",
    files: inventory("servers", ["address: 10.20.30.12", "address: 10.20.30.150"]),
    file: "datacenter/networks.yaml",
    pointer: "/networks/terbatas/pool",
    says: /holds 10.20.30.150, the address of `web2`/,
  },
  {
    rule: "network-plan",
    title: "pools that overlap",
    files: inventory("networks", [
      /$/,
      "  lain: { prefix: 10.20.30.0/24, address: dedicated, pool: { from: 10.20.30.190, to: 10.20.30.220 }, serves: [{ kind: colocation, classification: [public] }] }\n",
    ]),
    file: "datacenter/networks.yaml",
    pointer: "/networks/lain/pool",
    says: /overlaps with that of the network `terbatas`/,
  },
  {
    rule: "uid-range",
    title: "reversed",
    files: inventory("allocation", ["to: 29999", "to: 19999"]),
    file: "datacenter/allocation.yaml",
    pointer: "/allocation/uids/to",
    says: /ends before 20000/,
  },
];

const procedure = readFileSync(join(__dirname, "../../../sop/hosting.yaml"), "utf8");
const procedureBreach = (before: string, after: string) => ({
  "sop/hosting.yaml": procedure.replace(before, after),
});
breaches.push(
  {
    rule: "procedure-chain",
    title: "leads nowhere",
    files: procedureBreach("next: report\n", "next: repot\n"),
    file: "sop/hosting.yaml",
    pointer: "/activities/7/next",
    says: /no activity `repot`/,
  },
  {
    rule: "procedure-chain",
    title: "misnumbered",
    files: procedureBreach("order: 9", "order: 11"),
    file: "sop/hosting.yaml",
    pointer: "/activities/8/order",
    says: /activity number 9 is numbered 11/,
  },
);

/** Breaches that cannot but break a second rule. */
const alongside: Readonly<Record<string, string[]>> = {
  "duplicate-id: two files of one id": ["file-name"],
  "uid-range: reversed": ["uid-outside-range"],
  "officer-term: nobody held the position": ["officer-term"], // the decision's, too
};

describe.each(breaches.map((breach) => [`${breach.rule}: ${breach.title}`, breach] as const))(
  "%s",
  (name, breach) => {
    const { problems } = check(breach.files);

    test("is reported at its place", () => {
      const file = breach.file ?? firstRequest;
      const found = problems.find((one) => one.rule === breach.rule && one.pointer === breach.pointer);
      expect(found, JSON.stringify(problems, null, 1)).toMatchObject({
        file,
        severity: breach.severity ?? "error",
      });
      expect(found?.message.en).toMatch(breach.says);
      expect(found?.line).toBeGreaterThan(1);
      if (breach.allowed) expect(found?.allowed).toEqual(breach.allowed);
    });

    test("is the only thing reported", () => {
      const rest = problems.filter((one) => one.rule !== breach.rule || one.pointer !== breach.pointer);
      const expected = alongside[name] ?? [];
      expect(rest.filter((one) => !expected.includes(one.rule))).toEqual([]);
    });
  },
);

test("the base site and its second request break no rule", () => {
  expect(check({ [secondRequest]: second() }).problems).toEqual([]);
});

test("what a rejected request held is free", () => {
  const rejected = first(["result: approved", "result: rejected, reason: Tidak"]);
  const taker = other(["rapor", "simpus"], ["10.20.30.101", "10.20.30.100"]);
  expect(check({ ...rejected, ...taker }).problems).toEqual([]);
});

test("after the quarantine a name and an address may be given again", () => {
  const closed = first([
    /$/,
    "  closure: { at: 2026-11-09T09:00:00+07:00, by: kabid-aplikasi, reason: Selesai }\n",
  ]);
  const taker = (day: string) =>
    other(["rapor", "simpus"], ["10.20.30.101", "10.20.30.100"], [/2026-11-10T/g, `${day}T`]);
  expect(check({ ...closed, ...taker("2027-02-08") }).problems).toEqual([]);
  expect(check({ ...closed, ...taker("2027-02-07") }).problems.map((one) => one.rule)).toEqual([
    "subdomain-taken",
    "value-held-twice",
  ]);
});

test("an elder approval has the better right, whatever its id", () => {
  const later = first([/2026-11-09T/g, "2026-11-11T"]);
  const { problems } = check({ ...later, ...other(["rapor", "simpus"]) });
  expect(problems).toMatchObject([{ rule: "subdomain-taken", file: firstRequest }]);
});

test("a Plh may stand in beside the holder", () => {
  const both = inventory("officers", [
    "holders: [{ contact: agus, valid: { from: 2024-01-02 } }]",
    "holders: [{ contact: agus, valid: { from: 2024-01-02 } }, { contact: siti, acting: plh, valid: { from: 2026-11-01, until: 2026-11-05 } }]",
  ]);
  expect(check(both).problems).toEqual([]);
});

test("every rule has a test, a file of its name and a paragraph in docs/rules.md", () => {
  const ids = rules.map((rule) => rule.id).sort();
  const documented = readFileSync(join(__dirname, "../../../docs/rules.md"), "utf8");
  expect([...new Set(breaches.map((breach) => breach.rule))].sort()).toEqual(ids);
  const files = readdirSync(join(__dirname, "../../../src/schema/rules"));
  for (const id of ids) {
    expect(files).toContain(`${id}.ts`);
    expect(documented).toContain(`### ${id}\n`);
  }
});
