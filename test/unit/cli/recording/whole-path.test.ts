import { afterEach, beforeEach, expect, it } from "vitest";
import { parse } from "yaml";
import { type Desk, openDesk, type Ran } from "./support";

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.write("surat.pdf", "surat");
});
afterEach(() => desk.leave());

const LETTER = [
  "--letter-number",
  "555/410/Diskominfo",
  "--letter-date",
  "2026-11-23",
  "--letter-file",
  "surat.pdf",
];

/** Each step ten minutes after the one before, within working hours. */
function clock() {
  let minutes = 0;
  return async (run: () => Promise<Ran>): Promise<void> => {
    minutes += 1;
    desk.at(new Date(Date.parse("2026-11-23T08:00:00+07:00") + minutes * 60_000).toISOString());
    const { code, error, noted } = await run();
    expect([code, error, noted.join("\n")]).toEqual([0, "", expect.not.stringContaining("tidak dicatat")]);
  };
}

async function expectAllRecorded(file: string, id: string, procedureFile: string): Promise<void> {
  const { activities } = parse(desk.read(procedureFile)) as { activities: { key: string }[] };
  expect(Object.keys(parse(desk.read(file)).steps)).toEqual(activities.map(({ key }) => key));
  expect(await desk.status(id)).toMatchObject({ outcome: "completed", service: "running", late: false });
  expect((await desk.titip("check")).code).toBe(0);
}

it("one hosting request goes through all ten activities, each by its command", {
  timeout: 120_000,
}, async () => {
  const next = clock();
  const id = "HST-2026-0012";
  desk.edit(`requests/hosting/${id}.yaml`, /\n {2}registration:[\s\S]*$/, "\n");
  const step = (key: string, ...more: string[]) => next(() => desk.titip("step", id, key, ...more));
  await step("registration", "--set", "agenda=1230/XI/2026");
  await step("disposition", "--set", "to=kabid-aplikasi", "--note", "Harap ditindaklanjuti");
  await step("assessment", "--set", "feasible=ya", "--set", "with=sub-koordinator", "--offline");
  await step("decision", "--set", "result=approved", "--recorded-by", "staf-dc");
  await step("creation", "--by", "staf-dc");
  await step("notification", ...LETTER);
  await step("usage_report", "--set", "period.from=2026-11-23", "--set", "period.until=2026-11-23");
  await step("report", "--set", "to=kepala-dinas");
  await step("completion");
  await expectAllRecorded(`requests/hosting/${id}.yaml`, id, "sop/hosting.yaml");
});

it("one server goes through all nine activities of co-location", { timeout: 120_000 }, async () => {
  const next = clock();
  const id = "COL-2026-0003";
  desk.edit(`requests/colocation/${id}.yaml`, /\n {2}disposition:[\s\S]*$/, "\n");
  const step = (key: string, ...more: string[]) => next(() => desk.titip("step", id, key, ...more));
  await step("disposition", "--set", "to=seksi-infrastruktur", "--set", "onward=staf-dc");
  await step("capacity", "--set", "available=ya", "--offline");
  await step("form", "--recorded-by", "staf-dc");
  await step("approval", "--set", "result=approved");
  await step("notification");
  await next(() => desk.typed(["ya"], "step", id, "delivery"));
  await next(() =>
    // result, then the assets, then the minutes: what the result requires is asked for after it
    desk.typed(
      ["accepted", "1.3.2.05", "7XK2P93", "tidak", "027/15/BA", "2026-11-23", "Kepala Seksi, Staf DC"],
      "step",
      id,
      "verification",
    ),
  );
  await step("completion");
  await expectAllRecorded(`requests/colocation/${id}.yaml`, id, "sop/colocation.yaml");
  expect(parse(desk.read(`requests/colocation/${id}.yaml`)).steps.verification).toMatchObject({
    result: "accepted",
    assets: [{ number: "1.3.2.05", item: "7XK2P93" }],
    minutes: { number: "027/15/BA", date: "2026-11-23", witnesses: ["Kepala Seksi", "Staf DC"] },
  });
});
