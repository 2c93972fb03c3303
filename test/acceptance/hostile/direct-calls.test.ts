// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what others would fill in
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operationFields } from "../../../src/remote/site-operation";
import { withLab } from "../lab-fixture";
import { siteOrder } from "../remote/lab-fleet";
import { foreignSites, recordsOf } from "../support/servers";
import { bodyLine, converse, frame, ssh } from "./raw-session";

/**
 * Whoever steals the control machine's key talks to the remote program without our encoders. It may make sites and
 * records of the shape that Titip makes, and nothing else.
 */
const lab = withLab("direct");

/** Everything on the hosts that a request could change. */
async function everything(): Promise<unknown> {
  const web = await lab.shell(
    "web1",
    "cat /etc/passwd /etc/shadow /etc/group /etc/gshadow /etc/titip/*; ip -4 -o address; find /srv /var/log/titip /etc/apache2/titip /var/lib/titip -not -name generation -not -name reserve -printf '%p %y %U %m %l\\n' | sort; ls /tmp; ls /run/titip 2>/dev/null | grep -v lock; true",
  );
  const zones = ["cirebonkab.go.id", "30.20.10.in-addr.arpa"];
  const records = await Promise.all(zones.map((zone) => recordsOf(lab, zone)));
  return {
    web,
    records,
    sites: await foreignSites(lab, "web1"),
    generation: await lab.shell("web1", "readlink /etc/apache2/titip/live"),
  };
}

let before: unknown;
beforeAll(async () => {
  before = await everything();
});
afterAll(async () => expect(await everything()).toEqual(before));

const order = siteOrder(1);
const GOOD = operationFields({ kind: "put", order });
const FIELD = { id: 1, account: 2, uid: 3, address: 4, kind: 5, configuration: 6, page: 7 };

function put(changes: Partial<Record<keyof typeof FIELD, string>>): string[] {
  const fields = [...GOOD];
  for (const [name, value] of Object.entries(changes)) fields[FIELD[name as keyof typeof FIELD]] = value;
  return fields;
}

const conf = (before: string | RegExp, after: string) =>
  put({ configuration: order.configuration.replace(before, () => after) });
const inside = (line: string) => conf("  DocumentRoot", `  ${line}\n  DocumentRoot`);

const LOCK = frame("lock", ["test", "5"]);

/** Sends each as a transaction of its own and gives the last line of each reply. */
async function outcomes(host: string, requests: readonly string[]): Promise<string[]> {
  const lines = await converse(lab, host, LOCK + requests.join(""));
  const last = lines.filter((line) => !line.startsWith("+"));
  expect(last.shift()).toBe("ok");
  expect(last).toHaveLength(requests.length);
  return last;
}

async function expectAllRefused(
  host: string,
  verb: string,
  cases: readonly (readonly [string, string])[],
): Promise<void> {
  const last = await outcomes(
    host,
    cases.map(([, body]) => frame(verb, [], body)),
  );
  const accepted = cases.flatMap(([title], index) =>
    last[index]?.startsWith("error\t") ? [] : [`${title}: ${last[index]}`],
  );
  expect(accepted).toEqual([]);
}

describe("sudo and ssh", () => {
  test.each([
    ["a shell as root", "sudo -n /bin/sh -c id"],
    ["another mode", "sudo -n /usr/local/sbin/titip-host setup"],
    ["more arguments", "sudo -n /usr/local/sbin/titip-host serve x"],
    ["the editor's mode", "sudo -n /usr/local/sbin/titip-host edit-accounts /etc/passwd"],
    [
      "an environment of one's own",
      "sudo -n TITIP_EDIT=/tmp BASH_ENV=/tmp/x /usr/local/sbin/titip-host serve",
    ],
    ["another user", "sudo -n -u www-data /usr/local/sbin/titip-host serve"],
    ["the file itself", "cp /bin/sh /usr/local/sbin/titip-host"],
    ["the lock", "rm -f /run/titip/lock; : >/run/titip/lock"],
    ["the journal", ": >/var/lib/titip/journal"],
  ])("%s is refused", async (_title, command) => {
    const { exitCode, stdout } = await lab.exec("control", ssh(lab, "web1", command));
    expect(exitCode).not.toBe(0);
    expect(stdout).not.toContain("uid=0");
  });

  test("without the right, titip-host refuses", async () => {
    const { exitCode } = await lab.exec("control", ssh(lab, "web1", "/usr/local/sbin/titip-host serve"));
    expect(exitCode).toBe(77);
  });
});

describe("request lines", () => {
  test("verbs that are none", async () => {
    const verbs = [
      "@",
      "*",
      "$(touch /tmp/x)",
      "`touch /tmp/x`",
      "a]b",
      "verb_hello",
      "-",
      "hello x",
      "PATH",
      "_",
      "0",
      "x[$(touch /tmp/x)]",
      "\\x68ello",
      "é",
    ];
    const lines = await converse(lab, "web1", verbs.map((verb) => `${verb}\t0\n`).join(""));
    // \x68ello is hello: escapes are decoded first, and the checks see what comes out.
    const last = lines.filter((line) => !line.startsWith("+"));
    expect(last.filter((line) => line.startsWith("error\tunknown-verb"))).toHaveLength(verbs.length - 1);
    const empty = await converse(lab, "web1", "\n\t\n\t0\n");
    expect(empty).toHaveLength(3);
    for (const line of empty) expect(line).toMatch(/^error\tunknown-verb\t/);
  });

  test.each([
    ["negative", "-1"],
    ["octal", "010"],
    ["hexadecimal", "0x10"],
    ["exponential", "1e3"],
    ["larger than allowed", "99999999"],
    ["larger than any number", "9".repeat(400)],
    ["an expression", "1+1"],
    ["a command", "a[$(touch /tmp/x)]"],
    ["a variable", "MAX_BODY"],
  ])("a size that is %s ends the session", async (_title, size) => {
    const lines = await converse(lab, "web1", `hello\t${size}\nping\t0\n`);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^error\tbad-request\t/);
  });

  test("a line without end ends the session before it fills the memory", async () => {
    const lines = await converse(lab, "web1", `${"x".repeat(3_000_000)}\nping\t0\n`);
    expect(lines).toEqual([expect.stringMatching(/^error\tbad-request\t/)]);
  });

  test("a body that is shorter than announced begins nothing", async () => {
    expect(await converse(lab, "web1", `${LOCK}web-apply\t500\nput\t`)).toEqual([
      expect.anything(),
      expect.anything(),
      "ok",
    ]);
  });

  test("nothing is changed without the lock", async () => {
    const lines = await converse(lab, "web1", frame("web-apply", [], bodyLine(GOOD)));
    expect(lines).toEqual([expect.stringMatching(/^error\tnot-locked\t/)]);
  });

  test.each([["-1"], ["601"], ["a[$(touch /tmp/x)]"], ["1 -- 9"]])(
    "a lock for %s seconds is refused",
    async (seconds) => {
      expect(await converse(lab, "web1", frame("lock", ["test", seconds]))).toEqual([
        expect.stringMatching(/^error\tbad-request\t/),
      ]);
    },
  );

  test("an owner of the lock is only ever a text", async () => {
    const owner = "$(touch /tmp/x)\\n0\\t1\\x1b[2J";
    const held = await converse(lab, "web1", `lock\t0\t${owner}\t5\nping\t0\n`);
    expect(held.filter((line) => line === "ok")).toHaveLength(2);
  });
});

const IDS = [
  "",
  "-rf",
  "..",
  "../../etc",
  "HST-2026-0001/../../../etc",
  "hst-2026-0001",
  "HST-2026-0001\n",
  "HST-2026-00010000000",
  "HST-2026-0001 HST-2026-0002",
  "*",
  "$(touch /tmp/x)",
  "HST-2026-0001\t",
];
const ACCOUNTS = [
  "",
  "root",
  "www-data",
  "titip",
  "daemon",
  "sudo",
  "shadow",
  "_x",
  "-x",
  "a:b",
  "a;b",
  "a\nb",
  "../x",
  "A",
  "a".repeat(32),
  "$(touch /tmp/x)",
  "a b",
  "0",
  "a/",
];
const UIDS = [
  "",
  "0",
  "33",
  "1000",
  "19999",
  "30000",
  "65534",
  "-1",
  "020001",
  "0x4e21",
  "20001x",
  "20001+1",
  "4294967295",
  "4294987297",
  "a[$(touch /tmp/x)]",
  "UID_FROM",
];
const ADDRESSES = [
  "",
  "10.20.30.1",
  "10.20.30.2",
  "10.20.30.11",
  "10.20.30.12",
  "10.20.30.53",
  "127.0.0.1",
  "0.0.0.0",
  "255.255.255.255",
  "224.0.0.1",
  "169.254.1.1",
  "8.8.8.8",
  "10.20.30.300",
  "010.020.030.120",
  "10.20.30.120/8",
  "10.20.30.120 dev lo",
  "::1",
  "$(touch /tmp/x)",
];
const LINES = [
  "Include /etc/shadow",
  "\tInclude /etc/shadow",
  "IncludeOptional /etc/passwd",
  'ErrorLog "|/bin/sh -c id"',
  'CustomLog "|/bin/sh -c id" combined',
  'CustomLog "/etc/cron.d/x" "* * * * * root id"',
  'ErrorLog "/etc/passwd"',
  'DocumentRoot "/etc"',
  'DocumentRoot "/srv/titip/HST-2026-0002/public"',
  'DocumentRoot "/srv/titip/HST-2026-0001/public/../../../.."',
  "Alias /x /etc",
  "ScriptAlias /x /bin",
  "AliasMatch (.*) $1",
  "AllowOverride All",
  "Options +ExecCGI",
  "Options +FollowSymLinks",
  "Options Includes",
  "SetHandler server-status",
  "LoadModule cgi_module /tmp/x.so",
  "LoadFile /tmp/x.so",
  "Define X y",
  "User root",
  "<Location />",
  "<Directory />",
  '<Directory "/etc">',
  "</VirtualHost>\n<VirtualHost *:80>",
  "ServerAlias *.cirebonkab.go.id",
  "ServerAlias ${HOME}",
  "ServerName a\\",
  "# a \\",
  "# ${HOME}",
  "ProxyPass / http://127.0.0.1/",
  "RewriteRule ^ /etc/passwd",
  'Redirect 301 / "http://x.example/\u0001"',
  "Require expr %{REMOTE_ADDR}",
  "Header set X y",
  "Mutex file:/etc",
  "x".repeat(100_000),
];

describe("sites", () => {
  test("the order that they are made from would have been accepted", () => {
    expect(GOOD).toHaveLength(8);
    for (const line of LINES) expect(inside(line)).not.toEqual(GOOD);
  });

  test("of malformed operations none is carried out", async () => {
    await expectAllRefused("web1", "web-apply", [
      ["too few fields", bodyLine(GOOD.slice(0, 7))],
      ["too many fields", bodyLine([...GOOD, "x"])],
      ["an operation that is none", bodyLine(["exec", ...GOOD.slice(1)])],
      ["a removal with more", bodyLine(["remove", order.request, "/etc"])],
      ["an empty line", "\n"],
      ["one request twice", bodyLine(GOOD) + bodyLine(GOOD)],
      ["a NUL", bodyLine(put({ page: "a" })).replace("\ta\n", "\ta\0b\n")],
      ["a NUL in the id", bodyLine(GOOD).replace("HST-2026-0001", "HST-2026-0001\0/x")],
      ["a good one and a bad one", bodyLine(GOOD) + bodyLine(put({ id: "HST-2026-0002", account: "root" }))],
    ]);
  });

  test.each([
    ["ids", IDS.flatMap((id) => [put({ id }), ["remove", id]])],
    ["accounts", ACCOUNTS.map((account) => put({ account }))],
    ["uids", UIDS.map((uid) => put({ uid }))],
    [
      "addresses",
      ADDRESSES.flatMap((address) => [
        [
          ...put({ address, kind: "dedicated" }).slice(0, 6),
          order.configuration.replace("*:80", `${address}:80`),
          "x",
        ],
      ]),
    ],
    [
      "shared addresses",
      ["", "10.20.30.12", "127.0.0.1", "0.0.0.0", "$(touch /tmp/x)"].map((address) => put({ address })),
    ],
    ["kinds of address", ["", "both", "shared dedicated", "*"].map((kind) => put({ kind }))],
    ["lines of a virtual host", LINES.map(inside)],
    [
      "virtual hosts",
      [
        put({ configuration: "" }),
        put({ configuration: order.configuration.trimEnd() }),
        conf(/\n/g, "\r\n"),
        conf("<VirtualHost *:80>\n", ""),
        conf("</VirtualHost>\n", ""),
        conf("</VirtualHost>\n", "</VirtualHost>\nListen 8080\n"),
        conf("# titip", "Listen 8080\n# titip"),
        conf("*:80", "*:443"),
        conf("*:80", "10.20.30.12:80"),
        conf(/ {2}Redirect 204.*\n/, ""),
        conf(/ {2}ServerName.*\n/, ""),
        conf("situs1.", "arsip."),
        put({ id: "HST-2026-0002" }),
      ],
    ],
  ])("bad %s are refused", async (_title, operations) => {
    await expectAllRefused(
      "web1",
      "web-apply",
      operations.map((fields, index) => [
        `${index} ${JSON.stringify(fields).slice(0, 200)}`,
        bodyLine(fields),
      ]),
    );
  });

  test("a name server makes no sites, a web server no records", async () => {
    const [site] = await outcomes("ns1", [frame("web-apply", [], bodyLine(GOOD))]);
    expect(site).toMatch(/^error\twrong-role\t/);
    const [records] = await outcomes("web1", [
      frame("dns-apply", [], bodyLine(["cirebonkab.go.id", "x", "x"])),
    ]);
    expect(records).toMatch(/^error\twrong-role\t/);
  });
});

const ZONE = "cirebonkab.go.id";
const NEW = `baru.${ZONE}.`;
const MARKER = `_titip.${NEW} 3600 IN TXT "titip request=HST-2026-0001"`;
const FREE = `prereq nxdomain ${NEW}\nprereq nxdomain _titip.${NEW}\n`;
const ADD = `${FREE}update add ${NEW} 60 IN A 10.20.30.120\nupdate add ${MARKER}\n`;
const UNDO = `prereq yxrrset _titip.${NEW} IN TXT "titip request=HST-2026-0001"\nupdate delete ${NEW} IN A 10.20.30.120\n`;

describe("records", () => {
  test.each([
    ["a foreign record is deleted", `update delete www.${ZONE}. IN A 10.20.30.11\n`],
    [
      "a foreign name is given another address",
      `prereq nxdomain _titip.www.${ZONE}.\nupdate add www.${ZONE}. 60 IN A 10.20.30.120\n`,
    ],
    ["the marker alone is proven", `prereq nxdomain _titip.${NEW}\nupdate add ${NEW} 60 IN A 10.20.30.120\n`],
    ["the apex is changed", `${FREE}update add ${ZONE}. 60 IN A 10.20.30.120\n`],
    ["a delegation is made", `${FREE}update add ${NEW} 60 IN NS ns.x.example.\n`],
    ["the mail goes elsewhere", `${FREE}update add ${NEW} 60 IN MX 1 x.example.\n`],
    ["a wildcard is made", `${FREE}update add *.${ZONE}. 60 IN A 10.20.30.120\n`],
    ["a name is in another zone", `${FREE}update add x.example. 60 IN A 10.20.30.120\n`],
    ["another server is addressed", `server 8.8.8.8\n${ADD}`],
    ["another zone is addressed", `zone example.\n${ADD}`],
    ["a message is sent half way", `${FREE}send\n`],
    ["a key is given", `key x y\n${ADD}`],
    ["a whole name is deleted", `${FREE}update delete www.${ZONE}.\n`],
    ["a type is deleted", `${FREE}update delete www.${ZONE}. A\n`],
    ["a marker says something else", `${FREE}update add _titip.${NEW} 60 IN TXT "x"\n`],
    ["a carriage return ends a line", ADD.replaceAll("\n", "\r\n")],
    ["a comment follows", ADD.replace("10.20.30.120\n", "10.20.30.120 ; x\n")],
    ["a tab separates", ADD.replace("IN A", "IN\tA")],
    ["an address is none", ADD.replace("10.20.30.120", "10.20.30.300")],
    ["a time to live is an expression", ADD.replace(" 60 ", " $((60)) ")],
    ["a command is substituted", ADD.replace("10.20.30.120", "$(touch /tmp/x)")],
    ["a file is read", `${ADD}$INCLUDE /etc/titip/ddns.key\n`],
    ["debugging is turned on", `debug\n${ADD}`],
    ["an empty line splits the message", ADD.replace("\nupdate", "\n\nupdate")],
    ["nothing is said", ""],
  ])("refused: %s", async (_title, script) => {
    const bad = [
      [ZONE, script, UNDO],
      [ZONE, ADD, script],
    ];
    await expectAllRefused(
      "ns1",
      "dns-apply",
      bad
        .slice(0, script.includes("nxdomain _titip.www") || script === "" ? 1 : 2)
        .map((fields) => [JSON.stringify(fields), bodyLine(fields)]),
    );
  });

  test("a foreign name that is claimed to be free is left alone by the name server", async () => {
    const name = `arsip.${ZONE}.`;
    const script = `prereq nxdomain ${name}\nprereq nxdomain _titip.${name}\nupdate add ${name} 60 IN A 10.20.30.120\nupdate add _titip.${name} 3600 IN TXT "titip request=HST-2026-0001"\n`;
    const undo = UNDO.replaceAll("baru.", "arsip.");
    const [last] = await outcomes("ns1", [frame("dns-apply", [], bodyLine([ZONE, script, undo]))]);
    expect(last).toMatch(/^error\tdns-/);
  });

  test.each([
    "",
    ".",
    "-",
    "@",
    "-x",
    "--help",
    "../x",
    "cirebonkab.go.id +short",
    "$(touch /tmp/x)",
    "a..b",
    "x.",
    "COM",
    "a".repeat(300),
    "version.bind CH TXT",
  ])("the zone %j is not transferred", async (zone) => {
    const lines = await converse(lab, "ns1", `dns-read\t0\t${zone === "" ? "-" : zone}\n`);
    expect(lines).toEqual([expect.stringMatching(/^error\t(bad-request|dns-transfer)\t/)]);
  });
});
