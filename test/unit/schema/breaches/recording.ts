import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Breach, first, inventory, procedureWith } from "../support/breach";
import { firstServer, serverSite } from "../support/placed-server";

const calendarFile = "datacenter/calendar.yaml";
const calendarText = readFileSync(join(__dirname, "../../../..", calendarFile), "utf8");

const calendar = (before: string, after: string) => {
  const text = calendarText.replace(before, after);
  if (text === calendarText) throw new Error(`no ${before} in the calendar`);
  return { files: { [calendarFile]: text }, file: calendarFile };
};

/** A position that is the machine's, in place of another one. */
const machine = (roles = "[pipeline]") =>
  inventory("officers", ["roles: [datacenter-team]", `roles: ${roles}`]);

/** A server that was brought and taken in. */
const placed = (item: string, more = "") =>
  serverSite([
    /$/,
    [
      "  form: { at: 2026-11-10T10:20:00+07:00, by: dinkes }",
      "  approval: { at: 2026-11-10T10:40:00+07:00, by: kabid-aplikasi, result: approved }",
      "  notification: { at: 2026-11-10T11:00:00+07:00, by: staf-dc }",
      `  delivery: { at: 2026-11-10T12:00:00+07:00, by: dinkes, items: [${item}] }`,
      "  verification:",
      "    at: 2026-11-10T13:00:00+07:00",
      "    by: staf-dc",
      "    result: accepted",
      ...(more ? [`    ${more}`] : []),
      "    assets: [{ number: 1.3.2, item: Server }]",
      "    minutes: { number: 027/1, date: 2026-11-10 }",
      "",
    ].join("\n"),
  ]);

export const recordingBreaches: Breach[] = [
  {
    rule: "calendar-plan",
    title: "no such time zone",
    ...calendar("Asia/Jakarta", "Asia/Cirebon"),
    pointer: "/calendar/time_zone",
    says: /`Asia\/Cirebon` is not known/,
  },
  {
    rule: "calendar-plan",
    title: "a day that ends before it begins",
    ...calendar(
      'friday: { from: "07:30", until: "16:30", breaks: [{ from: "11:30", until: "13:00" }] }',
      'friday: { from: "07:30", until: "07:00" }',
    ),
    pointer: "/calendar/hours/friday/until",
    says: /ends at 07:00, before it begins \(07:30\)/,
  },
  {
    rule: "calendar-plan",
    title: "a break outside the hours",
    ...calendar('breaks: [{ from: "11:30", until: "13:00" }]', 'breaks: [{ from: "16:00", until: "17:00" }]'),
    pointer: "/calendar/hours/friday/breaks/0/until",
    says: /outside the day's hours/,
  },
  {
    rule: "calendar-plan",
    title: "a holiday twice",
    ...calendar("date: 2026-12-25", "date: 2026-12-24"),
    pointer: "/calendar/holidays/24/date",
    says: /2026-12-24 is listed already/,
  },
  {
    rule: "calendar-plan",
    title: "years reversed",
    ...calendar("until: 2026-12-31", "until: 2025-12-31"),
    pointer: "/calendar/complete/until",
    says: /ends at 2025-12-31, before/,
  },
  {
    rule: "pipeline-step",
    title: "a machine that is a person, too",
    files: {
      ...machine("[datacenter-team, pipeline]"),
      ...first(["    recorded_by: staf-dc\n", ""]),
    },
    file: "datacenter/officers.yaml",
    pointer: "/officers/staf-dc/roles",
    says: /no other role beside `pipeline`/,
  },
  {
    rule: "pipeline-step",
    title: "a procedure that lets the machine decide",
    files: procedureWith(["actor: [application-head, head]", "actor: [application-head, head, pipeline]"]),
    file: "sop/hosting.yaml",
    pointer: "/activities/4/actor",
    says: /not for `decision`/,
  },
  {
    rule: "pipeline-step",
    title: "a decision that the machine typed",
    files: {
      ...machine(),
      ...first(
        ["    recorded_by: staf-dc\n", ""],
        [
          /decision: \{ at: ([^,]+), by: kabid-aplikasi/,
          "decision: { at: $1, by: kabid-aplikasi, recorded_by: staf-dc",
        ],
      ),
    },
    pointer: "/steps/decision/recorded_by",
    says: /cannot record the activity `decision`/,
  },
  {
    rule: "specification-differs",
    title: "taken in as if it were approved",
    files: placed("{ name: Server, rack_units: 4 }"),
    file: firstServer,
    pointer: "/steps/verification/result",
    says: /height \(U\): approved 2, brought 4/,
  },
];
