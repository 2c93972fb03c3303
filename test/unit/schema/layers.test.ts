import { describe, expect, test } from "vitest";
import { blockingProblems } from "../../../src/provision/blocking-problems";
import { check, type Edit, edited, firstRequest, second, secondRequest } from "./support/site-folder";

const officers = "datacenter/officers.yaml";
const agencies = "datacenter/agencies.yaml";
const servers = "datacenter/servers.yaml";
const zones = "datacenter/zones.yaml";

const told = (overlay: Parameters<typeof check>[0]) =>
  check(overlay).problems.map((one) => `${one.rule} ${one.pointer}`);
const first = (...edits: readonly Edit[]) => ({ [firstRequest]: edited(firstRequest, ...edits) });

const sixProblems = {
  ...first(
    ["subdomain: simpus", "subdomain: www"],
    ["agency: dinkes,", "agency: dinkess,"],
    ["20 GiB", "20GB"],
    ["10.20.30.100", "10.20.30.101"],
    [
      "08:40:00+07:00, by: kabid-aplikasi, result: approved",
      "08:40:00+07:00, by: kepala-dina, result: aproved",
    ],
  ),
  [secondRequest]: second(),
};

test("a request's faults of shape hide none of its other problems, nor those that others have with it", () => {
  const { site, problems } = check(sixProblems);
  expect(problems.map((one) => `${one.file.slice(-6, -5)} ${one.rule} ${one.pointer}`)).toEqual([
    "1 unknown-agency /applicant/agency",
    "1 subdomain-reserved /subdomain",
    "1 wrong-form /resources/storage",
    "1 unknown-officer /steps/decision/by",
    "1 wrong-value /steps/decision/result",
    "2 value-held-twice /steps/assessment/allocation/ipv4",
  ]);
  expect(site.requests.map(({ file }) => file)).toEqual([secondRequest]);
  expect(blockingProblems(problems)).toHaveLength(5);
});

describe.each<[string, Edit, string[]]>([
  ["a misspelt value", ["result: approved", "result: aproved"], ["wrong-value /steps/decision/result"]],
  [
    "a value in another language",
    ["result: approved", "result: setuju"],
    ["wrong-value /steps/decision/result"],
  ],
  ["a word for true", ["feasible: true", "feasible: ya"], ["wrong-type /steps/assessment/feasible"]],
  ["a misspelt key", ["  decision:", "  decison:"], ["unknown-field /steps/decison"]],
  ["a step that is a word", [/ {2}decision:.*/, "  decision: approved"], ["wrong-type /steps/decision"]],
  ["an unknown step", [/ {2}disposition:/, "  surat:"], ["unknown-field /steps/surat"]],
  ["a moment without its offset", ["08:07:00+07:00", "08:07:00"], ["wrong-form /steps/disposition/at"]],
  ["an alias written twice", ["[epuskesmas]", "[epuskesmas, epuskesmas]"], ["listed-twice /aliases/1"]],
  ["a text for a list", ["[epuskesmas]", "epuskesmas"], ["wrong-type /aliases"]],
  [
    "an address with a letter",
    ["10.20.30.100", "10.20.30.1oo"],
    ["wrong-form /steps/assessment/allocation/ipv4"],
  ],
  ["an id of another form", ["id: HST-2026-0001", "id: HST-26-1"], ["wrong-form /id"]],
  ["no steps", [/steps:[\s\S]*/, "steps: {}\n"], ["missing-field /steps"]],
])("%s", (_name, edit, expected) => {
  test("is one problem", () => expect(told(first(edit))).toEqual(expected));

  test("hides no unknown contact", () => {
    expect(told(first(edit, ["contact: dinkes-it", "contact: dinkes-ti"]))).toEqual(
      expect.arrayContaining([...expected, "unknown-contact /applicant/contact"]),
    );
  });
});

test("what stands below a misspelt key is judged as what was meant, and told at its place", () => {
  expect(
    told(first(["allocation:", "allocatoin:"], ["uid: 20001", "uid: 30001"], ["server: web1", "server: 1"])),
  ).toEqual([
    "unknown-field /steps/assessment/allocatoin",
    "wrong-type /steps/assessment/allocatoin/server",
    "uid-outside-range /steps/assessment/allocatoin/uid",
  ]);
});

test("a misspelt rejection holds nothing", () => {
  const rejected = first(["result: approved", "result: rejectd, reason: Tidak"], ["simpus", "www"]);
  expect(told(rejected)).toEqual(["wrong-value /steps/decision/result"]);
});

test("a stand-in takes part in no message", () => {
  const { problems } = check({
    ...first(["agency: dinkes,", "agency: Dinas Kesehatan,"], ["10.20.30.100", "10.20.30.101"]),
    [secondRequest]: second(),
  });
  expect(problems.map((one) => one.message.en)).toEqual([
    expect.stringMatching(/not written as it should be/),
    "the address 10.20.30.101 is held by HST-2026-0001",
  ]);
});

test("unknown contact and unknown agency are told together", () => {
  expect(told(first(["dinkes, contact: dinkes-it", "dinkess, contact: dinkes-ti"]))).toEqual([
    "unknown-agency /applicant/agency",
    "unknown-contact /applicant/contact",
  ]);
});

describe("a wrong entry of the inventory", () => {
  const withEntry = (file: string, ...edits: readonly Edit[]) => ({ [file]: edited(file, ...edits) });

  test("leaves the other entries known, and is no unknown one itself", () => {
    const wrong = withEntry(officers, ["title: Kepala Dinas\n", "title: 7\n"]);
    expect(told(wrong)).toEqual(["wrong-type /officers/kepala-dinas/title"]);
    expect(told({ ...wrong, ...first(["by: bagian-umum", "by: bagian-umun"]) })).toEqual([
      "wrong-type /officers/kepala-dinas/title",
      "unknown-officer /steps/registration/by",
    ]);
  });

  test("of which all is wrong still has its key", () => {
    expect(told(withEntry(agencies, [/dinkes:.*/, "dinkes: Dinas Kesehatan"]))).toEqual([
      "wrong-type /agencies/dinkes",
    ]);
  });

  test("with a wrong key is what those who refer to it mean", () => {
    expect(told(withEntry(agencies, ["  dinkes:", "  Dinkes:"]))).toEqual(["wrong-form /agencies/Dinkes"]);
  });

  test("that is a zone with a wrong name takes no reverse zone away", () => {
    expect(told(withEntry(zones, ["in-addr.arpa:", "in-addr.arpa.:"]))).toEqual([
      "wrong-form /zones/30.20.10.in-addr.arpa.",
    ]);
  });

  test("that is a server hides nothing of the servers beside it", () => {
    const wrong = withEntry(servers, ["role: dns", "role: mail"]);
    expect(told({ ...wrong, ...first(["server: web1", "server: web3"]) })).toEqual([
      "wrong-value /servers/ns1/role",
      "unknown-server /steps/assessment/allocation/server",
    ]);
  });

  test("stays outside the site that is applied", () => {
    const { site } = check(withEntry(servers, ["role: dns", "role: mail"]));
    expect(site.servers.size).toBe(0);
  });
});
