import { describe, expect, test } from "vitest";
import { firstServer, serverSite } from "./support/placed-server";
import type { Edit } from "./support/site-folder";
import { check } from "./support/site-folder";

const told = (...edits: readonly Edit[]) =>
  check(serverSite(...edits)).problems.map(({ rule, pointer }) => `${rule} ${pointer}`);

const letter = `letter: { number: 555/1, date: 2026-11-10, sha256: ${"a".repeat(64)} }`;

/** All that follows the capacity check, each step an hour after the one before. */
const steps = {
  form: "form: { at: 2026-11-10T11:00:00+07:00, by: dinkes }",
  approval: "approval: { at: 2026-11-10T12:00:00+07:00, by: kabid-aplikasi, result: approved }",
  notification: "notification: { at: 2026-11-10T13:00:00+07:00, by: staf-dc }",
  delivery:
    "delivery: { at: 2026-11-10T14:00:00+07:00, by: dinkes, items: [{ name: Server, brand: Dell, model: R650, serial: S1 }] }",
  verification:
    "verification: { at: 2026-11-10T15:00:00+07:00, by: staf-dc, result: accepted, assets: [{ number: 1.3.2, item: S1 }], minutes: { number: 027/1, date: 2026-11-10 } }",
  completion: "completion: { at: 2026-11-10T16:00:00+07:00, by: staf-dc }",
};

function whole(changes: Partial<Record<keyof typeof steps, string>> = {}, ...further: string[]): Edit {
  const lines = [...Object.values({ ...steps, ...changes }).filter((line) => line !== ""), ...further];
  return [/$/, lines.map((line) => `  ${line}\n`).join("")];
}

test("a request that went the whole way has nothing to put right", () => {
  expect(told(whole())).toEqual([]);
  const { site } = check(serverSite(whole()));
  const server = site.requests.find(({ data }) => data.kind === "colocation");
  expect(Object.keys(server?.data.steps ?? {})).toEqual([
    ...["request", "disposition", "assessment", "form", "decision", "notification"],
    ...["delivery", "placement", "completion"],
  ]);
});

test("its whole life: suspended, resumed, suspended, resumed, renewed, closed", () => {
  const day = (number: number) => `2026-12-${String(number).padStart(2, "0")}T09:00:00+07:00`;
  const suspended = [1, 3].map((at) => `{ at: ${day(at)}, by: kabid-aplikasi, reason: Pemeliharaan }`);
  const resumed = [2, 4].map((at) => `{ at: ${day(at)}, by: kabid-aplikasi }`);
  const further = [
    `suspension: [${suspended.join(", ")}]`,
    `resumption: [${resumed.join(", ")}]`,
    `renewal: [{ at: ${day(5)}, by: kabid-aplikasi, until: 2029-11-19, ${letter} }]`,
    `closure: { at: ${day(6)}, by: kabid-aplikasi, reason: Selesai }`,
  ];
  expect(told(whole({}, ...further))).toEqual([]);
});

describe("what the applicant does", () => {
  test.each(["form", "delivery"] as const)("%s is the agency's", (step) => {
    const wrong = { [step]: steps[step].replace("by: dinkes", "by: staf-dc") };
    expect(told(whole(wrong))).toEqual([`officer-role /steps/${step}/by`]);
  });

  test("another agency cannot do it either", () => {
    const wrong = { form: steps.form.replace("by: dinkes", "by: disdik") };
    const { problems } = check(serverSite(whole(wrong)));
    expect(problems).toMatchObject([{ rule: "officer-role", file: firstServer, allowed: ["dinkes"] }]);
  });
});

describe("the ways that end early", () => {
  test("no capacity: nothing is held, and nothing may follow", () => {
    const full: Edit = [/ {4}available: true\n.*\n/, "    available: false\n    reason: Rak penuh\n"];
    expect(told(full)).toEqual([]);
    expect(told(full, [/$/, `  ${steps.form}\n`])).toEqual(["steps-order /steps/form"]);
  });

  test("no capacity needs its reason, and has no allocation", () => {
    expect(told(["available: true", "available: false"])).toEqual([
      "missing-field /steps/capacity",
      "unknown-field /steps/capacity/allocation",
    ]);
  });

  test("rejected: nothing may follow", () => {
    const rejected = { approval: steps.approval.replace("approved", "rejected, reason: Tidak") };
    expect(told(whole(rejected))).toEqual([
      ...["notification", "delivery", "verification", "completion"].map(
        (step) => `steps-order /steps/${step}`,
      ),
    ]);
  });

  test("given back: the process ends there", () => {
    const returned =
      "verification: { at: 2026-11-10T15:00:00+07:00, by: staf-dc, result: returned, reason: Tidak sesuai }";
    expect(told(whole({ verification: returned, completion: "" }))).toEqual([]);
    expect(told(whole({ verification: returned }))).toEqual(["steps-order /steps/completion"]);
  });

  test("taken in needs minutes and asset numbers", () => {
    const bare = "verification: { at: 2026-11-10T15:00:00+07:00, by: staf-dc, result: accepted }";
    const { problems } = check(serverSite(whole({ verification: bare })));
    expect(problems.map(({ rule, message }) => `${rule} ${message.en}`)).toEqual([
      "missing-field the required field `assets` is missing",
      "missing-field the required field `minutes` is missing",
    ]);
  });
});

test("names are claimed over both kinds", () => {
  expect(told(["subdomain: replika", "subdomain: simpus"])).toEqual(["subdomain-taken /subdomain"]);
});

test("approved without a place", () => {
  const bare: Edit = [/\n {4}allocation:.*/, ""];
  expect(told(bare, whole({ notification: "", delivery: "", verification: "", completion: "" }))).toEqual([
    "approved-without-allocation /steps/approval/result",
  ]);
});

test("positions in fields of the disposition and of accepted differences", () => {
  expect(told(["to: staf-dc", "to: staf-dc, onward: staf-dd"])).toEqual([
    "unknown-officer /steps/disposition/onward",
  ]);
  const differs = steps.verification.replace(
    "result: accepted",
    "result: accepted, differences_accepted: { by: kabid, reason: Setara }",
  );
  expect(told(whole({ verification: differs }))).toEqual([
    "unknown-officer /steps/verification/differences_accepted/by",
  ]);
});

test("a misspelt step of co-location is told with its own key", () => {
  expect(told(["  capacity:", "  capasity:"])).toEqual(["unknown-field /steps/capasity"]);
  expect(told(["  capacity:", "  assessment:"])).toEqual(["unknown-field /steps/assessment"]);
});

test("without the procedure's file its requests are still read", () => {
  const { problems } = check({ ...serverSite(), "sop/colocation.yaml": undefined });
  expect(problems.map(({ rule, file }) => `${rule} ${file}`)).toEqual(["missing-file sop/colocation.yaml"]);
});

test("a site without co-location needs no such procedure", () => {
  expect(check({ "sop/colocation.yaml": undefined }).problems).toEqual([]);
});
