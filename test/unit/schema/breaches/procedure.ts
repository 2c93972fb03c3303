import { type Breach, first, procedureWith } from "../support/breach";

const file = "sop/hosting.yaml";

/** A service that is approved, then suspended and renewed. */
const later = (...lines: string[]) => first([/$/, `${lines.map((line) => `  ${line}\n`).join("")}`]);
const suspended = (...times: string[]) =>
  `suspension: [${times.map((at) => `{ at: ${at}, by: kabid-aplikasi, reason: Pemeliharaan }`).join(", ")}]`;
const resumed = (...times: string[]) =>
  `resumption: [${times.map((at) => `{ at: ${at}, by: kabid-aplikasi }`).join(", ")}]`;

const letter = `{ number: 555/1/Dinkes, date: 2026-11-10, sha256: ${"a".repeat(64)} }`;
const renewed = (until: string) =>
  `renewal: [{ at: 2026-11-12T09:00:00+07:00, by: kabid-aplikasi, until: ${until}, letter: ${letter} }]`;

const day = (number: number) => `2026-11-${number}T09:00:00+07:00`;

export const procedureBreaches: Breach[] = [
  {
    rule: "procedure-effects",
    title: "no closure",
    files: procedureWith(["    effect: closure\n", ""], [/ {2}- key: closure\n/, "  - key: penutupan\n"]),
    file,
    pointer: "/activities",
    says: /no activity has `effect: closure`: without the closure a service could not end/,
  },
  {
    rule: "procedure-effects",
    title: "a meaning given twice",
    files: procedureWith(
      ["  - key: report\n    effect: report\n", "  - key: laporan\n    effect: notification\n"],
      [/next: report\n/, "next: laporan\n"],
    ),
    file,
    pointer: "/activities/8/effect",
    says: /`notification` has `effect: notification` already/,
  },
  {
    rule: "procedure-effects",
    title: "a key that means something else",
    files: procedureWith(["    effect: usage_report\n", ""], [/ {4}fields:\n {6}period: .*\n/, ""]),
    file,
    pointer: "/activities/7/key",
    says: /the key `usage_report` is the name of a meaning; this activity has no `effect`/,
  },
  {
    rule: "procedure-effects",
    title: "a list of closures",
    files: procedureWith(["    effect: closure\n", "    effect: closure\n    repeats: true\n"]),
    file,
    pointer: "/further/3/repeats",
    says: /`closure` happens once/,
  },
  {
    rule: "procedure-fields",
    title: "another type than Titip reads",
    files: procedureWith(["agenda: { type: line", "agenda: { type: count"]),
    file,
    pointer: "/activities/1/fields/agenda/type",
    says: /must be of the type `line`/,
    allowed: ["line"],
  },
  {
    rule: "procedure-fields",
    title: "what Titip needs is not recorded",
    files: procedureWith([
      / {6}reason: \{ type: prose, required: true, title: \{ id: Alasan penutupan.*\n/,
      "",
    ]),
    file,
    pointer: "/further/3/key",
    says: /`closure` does not record `reason`, which Titip reads/,
  },
  {
    rule: "procedure-fields",
    title: "a condition on a value that never is",
    files: procedureWith([
      "required_when: { field: result, equals: rejected }",
      "required_when: { field: result, equals: ditolak }",
    ]),
    file,
    pointer: "/activities/4/fields/reason/required_when/equals",
    says: /the field `result` never has the value `ditolak`/,
    allowed: ["approved", "rejected"],
  },
  {
    rule: "procedure-fields",
    title: "a branch on a field that is not there",
    files: procedureWith([
      "when: { field: result, equals: approved }",
      "when: { field: hasil, equals: approved }",
    ]),
    file,
    pointer: "/activities/4/branches/0/when/field",
    says: /there is no field `hasil`/,
  },
  {
    rule: "service-order",
    title: "suspended twice",
    files: later(suspended(day(11), day(12))),
    pointer: "/steps/suspension/1",
    says: /the service is suspended already/,
  },
  {
    rule: "service-order",
    title: "resumed without a suspension",
    files: later(resumed(day(11))),
    pointer: "/steps/resumption/0",
    says: /the service is not suspended/,
  },
  {
    rule: "service-order",
    title: "suspended before the approval",
    files: later(suspended("2026-11-09T08:00:00+07:00")),
    pointer: "/steps/suspension/0/at",
    says: /earlier than the service's approval/,
  },
  {
    rule: "service-order",
    title: "suspended after the closure",
    files: later(`closure: { at: ${day(11)}, by: kabid-aplikasi, reason: Selesai }`, suspended(day(12))),
    pointer: "/steps/suspension/0/at",
    says: /the service was closed at/,
  },
  {
    rule: "service-order",
    title: "renewed for a shorter time",
    files: later(renewed("2027-11-15")),
    pointer: "/steps/renewal/0/until",
    says: /does not go beyond the term that is there \(until 2027-11-15\)/,
  },
  {
    rule: "service-order",
    title: "suspended though rejected",
    files: first(["result: approved", "result: rejected, reason: Tidak"], [/$/, `  ${suspended(day(11))}\n`]),
    pointer: "/steps/suspension/0",
    says: /not approved cannot be suspended/,
  },
];
