import { readFileSync } from "node:fs";
import { join } from "node:path";
import { atSecond, type Breach, first, inventory, other, procedureWith } from "../support/breach";
import {
  firstServer,
  inventoryOfServers,
  secondServer,
  secondServerSite,
  serverSite,
} from "../support/placed-server";

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

/** What follows the assessment of a server that was brought and taken in. */
const taken = (
  item: string,
  more = "",
  assets = "[{ number: 1.3.2, item: Server }]",
  minutes = "2026-11-10",
) =>
  [
    "  form: { at: 2026-11-10T13:20:00+07:00, by: dinkes }",
    "  approval: { at: 2026-11-10T13:40:00+07:00, by: kabid-aplikasi, result: approved }",
    "  notification: { at: 2026-11-10T14:00:00+07:00, by: staf-dc }",
    `  delivery: { at: 2026-11-10T14:30:00+07:00, by: dinkes, items: [${item}] }`,
    "  verification:",
    "    at: 2026-11-10T15:00:00+07:00",
    "    by: staf-dc",
    "    result: accepted",
    ...(more ? [`    ${more}`] : []),
    `    assets: ${assets}`,
    `    minutes: { number: 027/1, date: ${minutes} }`,
    "",
  ].join("\n");
const placed = (...words: Parameters<typeof taken>) => serverSite([/$/, taken(...words)]);
/** Only the request of a site of servers. */
const onlyFirst = (files: Record<string, string>) => ({ [firstServer]: files[firstServer] });
/** The rack's switch with a number of the asset register. */
const numberedSwitch = () =>
  inventoryOfServers("racks", ["{ name: sakelar,", "{ name: sakelar, asset: 1.3.2,"]);
const asApproved = "{ name: Server, serial: S1 }";

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
  {
    rule: "agenda-taken",
    title: "a number of the agenda book twice",
    files: other(["1188/XI/2026", "1187/XI/2026"]),
    ...atSecond,
    pointer: "/steps/registration/agenda",
    says: /^the agenda number 1187\/XI\/2026 of HST-2026-0002 is already that of HST-2026-0001 \(dinkes\)$/,
  },
  {
    rule: "asset-number-taken",
    title: "twice within a request",
    files: placed(asApproved, "", "[{ number: 1.3.2, item: Server }, { number: 1.3.2, item: Rel }]"),
    file: firstServer,
    pointer: "/steps/verification/assets/1/number",
    says: /^the asset number 1\.3\.2 of COL-2026-0001 \(dinkes\) is already that of COL-2026-0001 \(dinkes\)$/,
  },
  {
    rule: "asset-number-taken",
    title: "in two requests",
    files: {
      ...secondServerSite(["serial: S1", "serial: S2"], [/$/, taken("{ name: Server, serial: S2 }")]),
      ...onlyFirst(placed(asApproved)),
    },
    file: secondServer,
    pointer: "/steps/verification/assets/0/number",
    says: /1\.3\.2 of COL-2026-0002 \(dinkes\) is already that of COL-2026-0001 \(dinkes\)/,
  },
  {
    rule: "asset-number-taken",
    title: "that of the data centre's own equipment",
    files: { ...numberedSwitch(), ...onlyFirst(placed(asApproved)) },
    file: firstServer,
    pointer: "/steps/verification/assets/0/number",
    says: /1\.3\.2 of COL-2026-0001 \(dinkes\) is already that of sakelar \(rak-a\)/,
  },
  {
    rule: "minutes-date",
    title: "before the equipment was brought",
    files: placed(asApproved, "", undefined, "2026-11-09"),
    file: firstServer,
    pointer: "/steps/verification/minutes/date",
    says: /dated 2026-11-09, before the equipment was brought \(`delivery`, 2026-11-10\)/,
  },
  {
    rule: "minutes-date",
    title: "after their activity",
    files: placed(asApproved, "", undefined, "2026-11-11"),
    file: firstServer,
    pointer: "/steps/verification/minutes/date",
    says: /dated 2026-11-11, after their activity \(`verification`, 2026-11-10\)/,
  },
];
