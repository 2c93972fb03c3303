import { type Breach, inventory } from "../support/breach";

const ONE = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGoZYjqaNuMbnOn5fVjonyASXlrRMXcJWgaCT3hhwRjD";
const withProof = (rina: string, yusuf: string) =>
  inventory(
    "officers",
    ["acting: plt, valid: { from: 2026-11-01 } }", `acting: plt, valid: { from: 2026-11-01 }, ${rina} }`],
    ["yusuf, valid: { from: 2023-01-02 } }", `yusuf, valid: { from: 2023-01-02 }, ${yusuf} }`],
  );
const keys = (key: string, days = "from: 2026-01-01") => `keys: [{ key: "${key}", ${days} }]`;
const ofYusuf = "/officers/staf-dc/holders/0";
const approval = (text: string) => ({
  "approvals/ubah.yaml": `kind: change\nat: 2026-11-20T09:00:00+07:00\nreason: Perubahan\n${text}`,
});

export const proofBreaches: Breach[] = [
  {
    rule: "officer-proof",
    title: "a key of two persons, whatever is written behind it",
    files: withProof(keys(`${ONE} rina@kominfo`), keys(`${ONE} yusuf@kominfo`)),
    file: "datacenter/officers.yaml",
    pointer: `${ofYusuf}/keys/0/key`,
    says: /already that of `rina`/,
  },
  {
    rule: "officer-proof",
    title: "a key that was cut short",
    files: withProof("accounts: { github: rina }", keys(ONE.slice(0, -8))),
    file: "datacenter/officers.yaml",
    pointer: `${ofYusuf}/keys/0/key`,
    says: /no whole `ssh-ed25519` key/,
  },
  {
    rule: "officer-proof",
    title: "a key that ends before it counts",
    files: withProof("accounts: { github: rina }", keys(ONE, "from: 2026-11-01, until: 2026-10-01")),
    file: "datacenter/officers.yaml",
    pointer: `${ofYusuf}/keys/0/key`,
    says: /ends on 2026-10-01/,
  },
  {
    rule: "officer-proof",
    title: "an account of two persons, as forges compare names",
    files: withProof("accounts: { github: Rina-W }", "accounts: { github: rina-w }"),
    file: "datacenter/officers.yaml",
    pointer: `${ofYusuf}/accounts/github`,
    says: /already that of `rina`/,
  },
  {
    rule: "officer-proof",
    title: "an agency's account",
    files: {
      ...withProof("accounts: { github: rina }", "accounts: { gitlab: Disdik-IT }"),
      ...inventory("agencies", [/short: Disdik\b/, "short: Disdik, accounts: [disdik-it]"]),
    },
    file: "datacenter/officers.yaml",
    pointer: `${ofYusuf}/accounts/gitlab`,
    says: /already that of `disdik`/,
  },
  {
    rule: "unknown-officer",
    title: "an approval by nobody",
    files: approval("by: kabid-aplikasii\n"),
    file: "approvals/ubah.yaml",
    pointer: "/by",
    says: /no position `kabid-aplikasii`/,
  },
  {
    rule: "unknown-officer",
    title: "an approval that nobody recorded",
    files: approval("by: kabid-aplikasi\nrecorded_by: juru-tulis\n"),
    file: "approvals/ubah.yaml",
    pointer: "/recorded_by",
    says: /no position `juru-tulis`/,
  },
  {
    rule: "unknown-role",
    title: "a policy for a role that is nobody's",
    files: { "datacenter/approvals.yaml": "approvals:\n  override: { roles: [heads] }\n" },
    file: "datacenter/approvals.yaml",
    pointer: "/approvals/override/roles/0",
    says: /no role `heads`/,
  },
];
