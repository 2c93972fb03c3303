import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { describeLock } from "../../../src/cli/engine/stack-lock";
import { createProgram } from "../../../src/cli/program";
import { createCrypter } from "../../../src/engine/secrets/passphrase";
import { newManifest } from "../../../src/engine/state/deployment";
import { type Recorded, recordedContext } from "./support";

const PROJECT = join(__dirname, "../../..");
const STACK_URN = "urn:pulumi:uji::titip::pulumi:pulumi:Stack::titip-uji";
const CHILD_URN = "urn:pulumi:uji::titip::pulumi:pulumi:Stack$titip:index:Hosting::HST-2026-0007";
const SECRET = "sandi-yang-rahasia";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-state-"));
  for (const part of ["datacenter", "sop", "requests", "Pulumi.yaml"])
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  writeFileSync(join(folder, "Pulumi.uji.yaml"), "");
  mkdirSync(join(folder, "dist/src"), { recursive: true });
  writeFileSync(join(folder, "dist/src/index.js"), "");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Ran extends Recorded {
  code: number;
}

async function titip(argv: string[], backend = "state"): Promise<Ran> {
  const context = recordedContext(folder, {
    environment: {
      PATH: `${join(folder, "bin")}:/usr/bin:/bin`,
      PULUMI_CONFIG_PASSPHRASE: "uji",
      PULUMI_BACKEND_URL: `file://${join(folder, backend)}`,
    },
  });
  const program = createProgram("id", () => context);
  await program.command.parseAsync(argv, { from: "user" });
  return { ...context, code: program.exitCode() };
}

const embedded = (...argv: string[]) => titip([...argv, "--engine", "embedded"]);

interface Deployment {
  resources: { urn: string; outputs?: Record<string, unknown> }[];
}

/** A small deployment as the stock CLI exports it, one secret in it. */
async function exported(): Promise<{ version: number; deployment: Deployment & Record<string, unknown> }> {
  const crypter = await createCrypter("uji");
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    ciphertext: crypter.encrypt(JSON.stringify(SECRET)),
  };
  return {
    version: 3,
    deployment: {
      manifest: newManifest(),
      secrets_providers: { type: "passphrase", state: { salt: crypter.salt } },
      resources: [
        { urn: STACK_URN, custom: false, type: "pulumi:pulumi:Stack", outputs: { secret, plain: 1 } },
        { urn: CHILD_URN, custom: false, type: "titip:index:Hosting", parent: STACK_URN },
      ] as unknown as Deployment["resources"],
    },
  };
}

function write(value: unknown): string {
  const file = join(folder, "masuk.json");
  writeFileSync(file, typeof value === "string" ? value : JSON.stringify(value));
  return file;
}

describe("titip state, embedded engine", () => {
  it("takes over what was exported and gives it back; secrets stay encrypted", async () => {
    const { code, printed } = await embedded("state", "import", "--file", write(await exported()));
    expect(code).toBe(0);
    expect(printed[0]).toBe(
      "State stack 'uji' diganti: 2 sumber daya. Bandingkan dengan server: titip preview",
    );
    const text = (await embedded("state", "export")).printed.join("\n");
    expect(text).not.toContain(SECRET);
    const { deployment } = JSON.parse(text) as { deployment: Deployment };
    expect(deployment.resources.map(({ urn }) => urn)).toEqual([STACK_URN, CHILD_URN]);
    expect(deployment.resources[0]?.outputs?.secret).toMatchObject({
      ciphertext: expect.stringMatching(/^v1:/),
    });
    expect(JSON.parse((await embedded("outputs", "--format", "json")).printed.join(""))).toEqual({
      secret: "[secret]",
      plain: 1,
    });
  });

  it("a stack with a salt of its own seals the secrets anew", async () => {
    const other = await createCrypter("uji");
    writeFileSync(join(folder, "Pulumi.uji.yaml"), `encryptionsalt: ${other.salt}\n`);
    await embedded("state", "import", "--file", write(await exported()));
    const { deployment } = JSON.parse((await embedded("state", "export")).printed.join("\n"));
    expect(deployment.secrets_providers.state.salt).toBe(other.salt);
    const { ciphertext } = deployment.resources[0].outputs.secret;
    expect(JSON.parse(other.decrypt(ciphertext))).toBe(SECRET);
  });

  it("sealed with another passphrase it is refused", async () => {
    const foreign = await exported();
    const crypter = await createCrypter("lain");
    foreign.deployment.secrets_providers = { type: "passphrase", state: { salt: crypter.salt } };
    await expect(embedded("state", "import", "--file", write(foreign))).rejects.toMatchObject({
      exitCode: 2,
    });
  });

  it("writes a file that only its owner reads, in one piece", async () => {
    await embedded("state", "import", "--file", write(await exported()));
    const file = join(folder, "keluar.json");
    const { printed } = await embedded("state", "export", "--file", file);
    expect(printed).toEqual([`State ditulis ke ${file}.`]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, "utf8")).version).toBe(3);
    expect(readdirSync(folder).filter((name) => name.includes("titip-"))).toEqual([]);
    await expect(embedded("state", "export", "--file", join(folder, "x/y"))).rejects.toMatchObject({
      exitCode: 2,
    });
  });

  it.each<[string, string, (state: Awaited<ReturnType<typeof exported>>) => unknown]>([
    ["no JSON", "bukan keluaran", () => "{"],
    ["something else", "bukan keluaran", () => ({ version: 3, deployment: [] })],
    [
      "a resource without a type",
      "bukan keluaran",
      (s) => ({ ...s, deployment: { ...s.deployment, resources: [{ urn: "x" }] } }),
    ],
    ["another version", "hanya versi 3", (s) => ({ ...s, version: 4 })],
    [
      "another stack's",
      "bukan milik stack 'uji'",
      (s) => JSON.parse(JSON.stringify(s).replaceAll("pulumi:uji::", "pulumi:lab::")),
    ],
    [
      "a child before its parent",
      "tidak diubah: melanggar aturan",
      (s) => ({ ...s, deployment: { ...s.deployment, resources: [...s.deployment.resources].reverse() } }),
    ],
    [
      "a resource twice",
      "stands twice",
      (s) => ({
        ...s,
        deployment: { ...s.deployment, resources: [...s.deployment.resources, ...s.deployment.resources] },
      }),
    ],
    [
      "a changed manifest",
      "magic",
      (s) => ({ ...s, deployment: { ...s.deployment, manifest: { time: "", magic: "0", version: "v1" } } }),
    ],
  ])("refuses %s, and the state is as it was", async (_, words, change) => {
    await embedded("state", "import", "--file", write(await exported()));
    const before = (await embedded("state", "export")).printed;
    const refused = embedded("state", "import", "--file", write(change(await exported())));
    await expect(refused).rejects.toMatchObject({
      exitCode: 1,
      text: { id: expect.stringContaining(words) },
    });
    expect((await embedded("state", "export")).printed).toEqual(before);
  });

  it("a file that is not there is told as such", async () => {
    await expect(embedded("state", "import", "--file", join(folder, "tiada"))).rejects.toMatchObject({
      exitCode: 2,
      text: { id: expect.stringContaining("tiada") },
    });
  });
});

/** The stock CLI's stand-in: notes each call, keeps what it is given to import. */
function installPulumi(): void {
  mkdirSync(join(folder, "bin"));
  const file = join(folder, "bin", "pulumi");
  const script = [
    `echo "$*" >>"${folder}/calls"`,
    `case "$1 $2" in "version ") echo v3.260.0;; "stack ls") echo '[{"name":"uji"}]';; "stack export") cat "${folder}/masuk.json";; "stack import") cp "$6" "${folder}/diimpor.json";; "up "*) exit 1;; esac`,
  ];
  writeFileSync(file, ["#!/bin/sh", ...script, ""].join("\n"));
  chmodSync(file, 0o755);
}

const calls = () => readFileSync(join(folder, "calls"), "utf8");

describe("titip state, stock CLI", () => {
  beforeEach(installPulumi);

  it("hands both ways over to it, after the same checks", async () => {
    const state = await exported();
    const file = write(state);
    expect(JSON.parse((await titip(["state", "export"])).printed.join("\n"))).toEqual(state);
    await titip(["state", "import", "--file", file]);
    expect(JSON.parse(readFileSync(join(folder, "diimpor.json"), "utf8"))).toEqual(state);
    expect(calls()).toMatch(/^stack export --stack uji --non-interactive$/m);
    expect(calls()).toMatch(/^stack import --stack uji --file \S+state\.json --non-interactive$/m);
    rmSync(join(folder, "diimpor.json"));
    write({ ...state, version: 4 });
    await expect(titip(["state", "import", "--file", file])).rejects.toMatchObject({ exitCode: 1 });
    expect(existsSync(join(folder, "diimpor.json"))).toBe(false);
  });
});

const LOCKS = "state/.pulumi/locks/organization/titip/uji";
const OWNER = { pid: 4711, username: "siti", hostname: "kantor", timestamp: "2026-11-20T01:02:03Z" };

function lock(owner: object = OWNER): string {
  mkdirSync(join(folder, LOCKS), { recursive: true });
  const file = join(folder, LOCKS, "0b2a.json");
  writeFileSync(file, JSON.stringify(owner));
  return file;
}

describe("a stack that somebody else holds", () => {
  it("up names who, since when, and the way out", async () => {
    lock();
    await expect(embedded("up", "--yes", "--confirm", "uji")).rejects.toMatchObject({
      exitCode: 1,
      text: {
        id: expect.stringMatching(
          /^stack 'uji' sedang dipakai:\n {2}siti@kantor, proses 4711, sejak 2026-11-20T01:02:03Z \(\d+ hari\)$/,
        ),
      },
      remedy: { id: expect.stringContaining("titip cancel") },
    });
  });

  it("so does up with the stock CLI, whose own words name pulumi cancel only", async () => {
    installPulumi();
    lock();
    writeFileSync(join(folder, "masuk.json"), '{"version":3,"deployment":{}}');
    const { code, noted } = await titip(["up", "--yes", "--confirm", "uji"]);
    expect(code).toBe(1);
    expect(noted.join("\n")).toMatch(/siti@kantor, proses 4711[\s\S]*titip cancel/);
  });

  it.each(["", "bukan JSON"])("a record that the stock CLI gives as '%s' is no empty one", async (text) => {
    installPulumi();
    writeFileSync(join(folder, "masuk.json"), text);
    await expect(titip(["up", "--yes", "--confirm", "uji"])).rejects.toMatchObject({ exitCode: 1 });
    expect(calls()).not.toMatch(/^up /m);
  });

  it.each(["embedded", "pulumi"])(
    "cancel shows the holder and asks; --yes removes the lock (%s)",
    async (engine) => {
      installPulumi();
      const file = lock();
      const run = (...words: string[]) => titip(["cancel", "--engine", engine, ...words]);
      await expect(run()).rejects.toMatchObject({
        exitCode: 2,
        remedy: { id: expect.stringContaining("--yes") },
      });
      expect(existsSync(file)).toBe(true);
      const { code, noted, printed } = await run("--yes");
      expect(code).toBe(0);
      expect(noted.join("\n")).toContain("siti@kantor, proses 4711, sejak 2026-11-20T01:02:03Z");
      expect(printed[0]).toContain("Kunci stack 'uji' dilepas");
      if (engine === "embedded") expect(existsSync(file)).toBe(false);
      else expect(calls()).toMatch(/^cancel --stack uji --yes --non-interactive$/m);
    },
  );

  it("cancel removes a lock that cannot be read, and says which", async () => {
    const file = lock();
    writeFileSync(file, "{");
    const { noted } = await embedded("cancel", "--yes");
    expect(noted.join("\n")).toContain(file);
    expect(existsSync(file)).toBe(false);
  });

  it("cancel needs no passphrase: it opens no secret", async () => {
    lock();
    const environment = { PATH: "/usr/bin", PULUMI_BACKEND_URL: `file://${join(folder, "state")}` };
    const context = recordedContext(folder, { environment });
    await createProgram("id", () => context).command.parseAsync(["cancel", "--yes"], { from: "user" });
    expect(existsSync(join(folder, LOCKS, "0b2a.json"))).toBe(false);
  });

  it("a stack that nobody holds is told as such", async () => {
    const { code, printed } = await embedded("cancel");
    expect([code, ...printed]).toEqual([0, "Stack 'uji' tidak terkunci."]);
    const json = await embedded("cancel", "--format", "json");
    expect(JSON.parse(json.printed.join(""))).toEqual({ locks: [], removed: 0 });
  });

  it.each([
    [30, "30 detik"],
    [119, "119 detik"],
    [300, "5 menit"],
    [7_200, "2 jam"],
    [200_000, "2 hari"],
  ])("age of %i s is %s", (seconds, words) => {
    const now = new Date(Date.parse(OWNER.timestamp) + seconds * 1000);
    expect(describeLock({ path: "x", owner: OWNER, dead: false }, now).id).toContain(`(${words})`);
  });

  it("a clock that lies gives no age; a dead holder is called dead; no name steers the terminal", () => {
    const owner = { ...OWNER, username: "\u001b[2Jsiti" };
    const { id } = describeLock({ path: "x", owner, dead: true }, new Date("2020-01-01"));
    expect(id).toBe("\uFFFD[2Jsiti@kantor, proses 4711, sejak 2026-11-20T01:02:03Z; prosesnya sudah mati");
  });
});
