import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CommandResult, DATABASE_SERVER, LAB_HOSTS } from "../../../lab";
import { labHostKey } from "../../../lab/keys";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";
import { bodyLine, converse, frame } from "../hostile/raw-session";
import { withLab } from "../lab-fixture";
import { confirmed, Project } from "../support/project";
import { idOf } from "../support/requests";
import {
  administrator,
  application,
  connectionOf,
  databaseOf,
  type Engine,
  elsewhere,
  holdingsOfDatabases,
  page,
  secretOf,
  writeDatabase,
} from "./clients";

/**
 * Sites with a database each, of both engines, two of each side by side: from their approval over everything that
 * people and power cuts do to them to their end.
 */
const lab = withLab("database", { hosts: [...LAB_HOSTS, DATABASE_SERVER] });
let project: Project;
let before = "";
/** Every password that was in force at some time. */
const passwords = new Set<string>();
/** Everything that was said on the way, every remote command included. */
let transcript = "";

/** A site of each engine, and its neighbour. */
const SITES: Record<Engine, [own: number, neighbour: number]> = { mariadb: [1, 3], postgresql: [2, 4] };
const ENGINES: Engine[] = ["mariadb", "postgresql"];

const DB1 = `
  db1:
    role: database
    address: ${DATABASE_SERVER.address}
    ssh: { host: ${DATABASE_SERVER.address}, user: titip, host_key: "${labHostKey("db1")}" }
    engines: [mariadb, postgresql]
    capacity: { database: 1 GiB, connections: 50 }
`;

beforeAll(async () => {
  project = new Project(lab);
  const servers = project.read("datacenter/servers.yaml").trimEnd();
  project.write("datacenter/servers.yaml", `${servers.replaceAll("[static]", "[static, php]")}${DB1}`);
  before = await holdingsOfDatabases(lab);
});
afterAll(() => project.dispose());

const said = ({ stdout, stderr }: CommandResult) => stdout + stderr;
async function titip(...argv: string[]): Promise<string> {
  const result = await project.run(["bin/titip", ...confirmed(argv)], { TITIP_DEBUG: "1" });
  transcript += said(result);
  expect(result.exitCode, said(result)).toBe(0);
  return said(result);
}
async function up(...options: string[]): Promise<string> {
  const words = await titip("up", "--yes", ...options);
  for (const number of [1, 2, 3, 4]) {
    const found = await lab.exec("web1", ["cat", secretOf(number)]);
    const password = /^DATABASE_PASSWORD=(.+)$/m.exec(found.stdout)?.[1];
    if (password) passwords.add(password);
  }
  return words;
}
async function outputs(): Promise<StackOutputs> {
  return JSON.parse((await project.titip("outputs", "--format", "json")).stdout) as StackOutputs;
}
/** Standard output of SQL that a site's application runs; it must succeed. */
async function sql(number: number, engine: Engine, text: string): Promise<string> {
  const result = await application(lab, number, engine, text);
  expect(result.exitCode, said(result)).toBe(0);
  return result.stdout.trim();
}

/** Files below some folders that hold any of the passwords, in plain. */
async function filesWithPasswords(host: string, paths: string): Promise<string[]> {
  const search = ["sh", "-c", `grep -r -a -l -F -f - ${paths} 2>/dev/null | sort`];
  const cwd = host === "control" ? project.root : "/";
  const { stdout } = await lab.exec(host, search, { cwd, input: [...passwords].join("\n") });
  return stdout.split("\n").filter((line) => line !== "");
}

describe("databases", () => {
  it("are allocated by the assessment: the sum refuses what does not fit, the server says which names are taken", async () => {
    await administrator(
      lab,
      "mariadb",
      `CREATE DATABASE ${databaseOf(5)}; CREATE DATABASE ${databaseOf(5)}_b;`,
    );
    const id = writeDatabase(project, 5, { engine: "mariadb" }, { state: "assessed" });
    const file = `requests/hosting/${id}.yaml`;
    const text = project.read(file).replace(/ {2}assessment:[\s\S]*$/, "");
    project.write(file, text.replace("size: 64 MiB", "size: 2 GiB"));
    const refused = await project.titip("assess", id);
    expect(refused.exitCode, said(refused)).toBe(1);
    expect(said(refused)).toContain("db1: 0 GiB + 2 GiB = 2 GiB > 1 GiB (databases)");
    project.write(file, text);
    expect(await titip("assess", id)).toContain(`database ${databaseOf(5)}_c @ db1`);
    project.remove(file);
    await administrator(lab, "mariadb", `DROP DATABASE ${databaseOf(5)}; DROP DATABASE ${databaseOf(5)}_b;`);
  });

  it("are there with the site, which alone knows how to connect", async () => {
    for (const engine of ENGINES) {
      const [own, neighbour] = SITES[engine];
      writeDatabase(project, own, { engine, runtime: "php" });
      writeDatabase(project, neighbour, { engine });
    }
    await up();
    await up("--expect-no-changes");
    for (const engine of ENGINES) {
      for (const number of SITES[engine]) {
        await sql(
          number,
          engine,
          `CREATE TABLE kunjungan (nama varchar(100)); INSERT INTO kunjungan VALUES ('situs ${number}');`,
        );
        expect(await sql(number, engine, "SELECT nama FROM kunjungan;")).toBe(`situs ${number}`);
      }
      const [own, neighbour] = SITES[engine];
      const folder = `/srv/titip/${idOf(own)}/public`;
      await lab.shell("web1", `cat > ${folder}/index.php`, { input: page(own) });
      expect((await lab.fetch(`http://situs${own}.cirebonkab.go.id/`)).body).toBe(`situs ${own}`);
      const { configurations } = await outputs();
      expect(configurations[idOf(own)]?.database).toMatchObject({
        ...{ engine, server: "db1", host: "10.20.30.21", name: databaseOf(own), user: databaseOf(own) },
        ...{ size: "64 MiB", connections: 2, secretFile: secretOf(own), passwordVersion: 1, writable: true },
      });
      const stranger = String(21000 + neighbour);
      const stolen = [
        "setpriv",
        `--reuid=${stranger}`,
        `--regid=${stranger}`,
        "--clear-groups",
        "cat",
        secretOf(own),
      ];
      expect((await lab.exec("web1", stolen)).stderr).toContain("Permission denied");
      expect(await lab.run("web1", ["stat", "-c", "%a %u %g", secretOf(own)])).toBe(`640 0 ${21000 + own}`);
    }
  });

  it.each(ENGINES)(
    "of %s refuse another host, another site, and one connection more than was approved",
    async (engine) => {
      const [own, neighbour] = SITES[engine];
      expect((await elsewhere(lab, own, engine, "web1")).exitCode).toBe(0);
      const abroad = await elsewhere(lab, own, engine, "web2");
      expect(said(abroad)).toMatch(/not allowed to connect|Access denied|pg_hba.conf rejects/);
      const over = await application(
        lab,
        own,
        engine,
        "SELECT 1;",
        `DATABASE_NAME=${databaseOf(neighbour)};`,
      );
      expect(said(over)).toMatch(/Access denied for user|pg_hba.conf rejects/);
      const sleep = engine === "mariadb" ? "SELECT SLEEP(2);" : "SELECT pg_sleep(2);";
      const busy = [application(lab, own, engine, sleep), application(lab, own, engine, sleep)];
      await lab.shell("db1", "sleep 0.8");
      const started = performance.now();
      const [third, neighbours] = await Promise.all([
        application(lab, own, engine, "SELECT 1;"),
        application(lab, neighbour, engine, "SELECT nama FROM kunjungan;"),
      ]);
      expect(said(third)).toMatch(/max_user_connections|too many connections for role/);
      expect(neighbours.stdout.trim(), said(neighbours)).toBe(`situs ${neighbour}`);
      console.info(
        `${engine}: the neighbour's answer beside a full limit: ${Math.round(performance.now() - started)} ms`,
      );
      expect((await Promise.all(busy)).map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    },
  );
});

describe("a stolen key", () => {
  const put = (change: Record<number, string>) => {
    const fields = [
      "put",
      idOf(8),
      "mariadb",
      databaseOf(8),
      "10.20.30.11",
      "2",
      "1024",
      "10.20.30.21",
      "1",
      "new",
    ];
    return frame("db-apply", [], bodyLine(Object.assign(fields, change)));
  };
  const cases: Record<string, string> = {
    "another engine": put({ 2: "mysql" }),
    "SQL for a name": put({ 3: "hst_2026_9008`; DROP DATABASE mysql; -- " }),
    "somebody else's name": put({ 3: databaseOf(1) }),
    "a name of the system": put({ 3: "mysql" }),
    "everywhere for an address": put({ 4: "%" }),
    "an address of the internet": put({ 4: "192.0.2.10" }),
    "SQL for a number": put({ 5: "1; DROP DATABASE mysql" }),
    "no bound": put({ 5: "0" }),
    "SQL for a size": put({ 6: "1 OR 1=1" }),
    "a line for the site's file": put({ 7: "10.20.30.21\nDATABASE_HOST=192.0.2.10" }),
    "no version": put({ 8: "0" }),
    "one of somebody else's requests": frame("db-apply", [], bodyLine(["remove", "../etc"])),
  };
  const delivery = (...fields: string[]) => frame("secret-apply", [], bodyLine(fields));
  const deliveries: Record<string, string> = {
    "out of its folder": delivery("put", idOf(1), "21001", "../../../etc/cron.d/x.env", "x"),
    "to another site's account": delivery("put", idOf(1), "21003", "database.env", "x"),
    "to root": delivery("put", idOf(1), "0", "database.env", "x"),
    "where no site is": delivery("put", idOf(8), "21008", "database.env", "x"),
    "no file of its own": delivery("remove", idOf(1), "index.html"),
  };

  it("makes no database of any other shape, and puts no secret anywhere else", async () => {
    const [held, secret] = [
      await holdingsOfDatabases(lab),
      await lab.run("web1", ["sha256sum", secretOf(1)]),
    ];
    const lock = frame("lock", ["test", "5"]);
    const tried: [string, Record<string, string>][] = [
      ["db1", cases],
      ["web1", deliveries],
    ];
    for (const [host, requests] of tried) {
      const [first = ""] = Object.values(requests);
      expect((await converse(lab, host, first)).at(-1)).toMatch(/^error\tnot-locked/);
      const replies = await converse(lab, host, lock + Object.values(requests).join(""));
      const errors = replies.filter((line) => line.startsWith("error"));
      expect(errors, replies.join("\n")).toHaveLength(Object.keys(requests).length);
      for (const line of errors) expect(line).toMatch(/^error\t(refused|bad-request)\t/);
    }
    expect((await converse(lab, "web1", lock + put({}))).at(-1)).toMatch(/^error\twrong-role/);
    expect(await holdingsOfDatabases(lab)).toBe(held);
    expect(await lab.run("web1", ["sha256sum", secretOf(1)])).toBe(secret);
  });
});

describe("what somebody changed by hand", () => {
  it("is seen and put right, and the data stay", async () => {
    const [m, m3] = SITES.mariadb.map(databaseOf);
    const [p, p4] = SITES.postgresql.map(databaseOf);
    await administrator(
      lab,
      "mariadb",
      `GRANT SELECT ON *.* TO '${m}'@'10.20.30.11'; GRANT ALL ON ${m3}.* TO '${m}'@'10.20.30.11' WITH GRANT OPTION;
       CREATE USER '${m}'@'%' IDENTIFIED BY 'mudah'; ALTER USER '${m}'@'10.20.30.11' WITH MAX_USER_CONNECTIONS 90;
       CREATE ROLE semua; GRANT semua TO '${m}'@'10.20.30.11'; ALTER DATABASE ${m} CHARACTER SET latin1;`,
    );
    await administrator(
      lab,
      "postgresql",
      `ALTER ROLE ${p} SUPERUSER CONNECTION LIMIT 90; GRANT CONNECT ON DATABASE ${p4} TO ${p}; GRANT pg_monitor TO ${p};
       GRANT CONNECT ON DATABASE ${p} TO PUBLIC;`,
    );
    const hba = "/etc/postgresql/15/main/pg_hba.conf";
    await lab.shell("db1", `sed -i '1i host all all 10.0.0.0/8 trust' ${hba}`);
    await lab.run("web1", ["chmod", "644", secretOf(SITES.mariadb[1])]);
    const plan = await titip("preview", "--diff");
    for (const words of [
      "global privileges",
      `user ${m}@%`,
      "role semua",
      "latin1",
      "member of pg_monitor",
      "powers beyond",
      "before all others",
    ])
      expect(plan).toContain(words);
    await up();
    await up("--expect-no-changes");
    const grants = await administrator(
      lab,
      "mariadb",
      `SHOW GRANTS FOR '${m}'@'10.20.30.11'; SELECT Host FROM mysql.global_priv WHERE User = '${m}';`,
    );
    expect(grants).toMatch(
      /^GRANT USAGE ON \*\.\* .*MAX_USER_CONNECTIONS 2\nGRANT [A-Z, ]+ ON `hst\\{1,2}_2026\\{1,2}_9001`\.\* [^\n]*\n10\.20\.30\.11$/,
    );
    const first = await lab.shell("db1", `grep -v '^#' ${hba} | head -n 1`);
    expect(first).toBe(`host ${p} ${p} 10.20.30.11/32 scram-sha-256`);
    expect(await lab.shell("db1", `grep -c '10.0.0.0/8 trust' ${hba}`)).toBe("1");
    for (const engine of ENGINES)
      expect(await sql(SITES[engine][0], engine, "SELECT nama FROM kunjungan;")).toBe(
        `situs ${SITES[engine][0]}`,
      );
    await lab.shell("db1", `sed -i '/trust$/d' ${hba}`);
    await administrator(lab, "mariadb", "DROP ROLE semua;");
  });

  it("a password that is not the delivered one any more is replaced; so is one that is asked for", async () => {
    const connections = () => Promise.all([1, 2].map((number) => connectionOf(lab, number)));
    const old = await connections();
    await administrator(
      lab,
      "mariadb",
      `SET PASSWORD FOR '${databaseOf(1)}'@'10.20.30.11' = PASSWORD('mudah');`,
    );
    await lab.run("web1", ["rm", secretOf(2)]);
    await up();
    const repaired = await connections();
    for (const engine of ENGINES)
      writeDatabase(project, SITES[engine][0], { engine, passwordVersion: 2, runtime: "php" });
    expect(await up("--diff")).toMatch(/passwordVersion.*1.*2/);
    const rotated = await connections();
    expect(await filesWithPasswords("web1", "/srv /etc /var/log")).toEqual([1, 2, 3, 4].map(secretOf));
    for (const [index, engine] of ENGINES.entries()) {
      const number = SITES[engine][0];
      expect(new Set([old, repaired, rotated].map((all) => all[index]?.DATABASE_PASSWORD)).size).toBe(3);
      expect(rotated[index]?.DATABASE_PASSWORD_VERSION).toBe("2");
      expect(await sql(number, engine, "SELECT nama FROM kunjungan;")).toBe(`situs ${number}`);
      const former = `DATABASE_PASSWORD=${repaired[index]?.DATABASE_PASSWORD};`;
      expect(said(await application(lab, number, engine, "SELECT 1;", former))).toMatch(
        /Access denied|authentication failed/,
      );
    }
  });
});

describe("a database over its size", () => {
  const FILL: Record<Engine, string> = {
    mariadb:
      "CREATE TABLE besar (isi longtext); INSERT INTO besar SELECT REPEAT(MD5(seq), 1000) FROM seq_1_to_1200;",
    postgresql:
      "CREATE TABLE besar (isi text); ALTER TABLE besar ALTER isi SET STORAGE EXTERNAL; INSERT INTO besar SELECT repeat(md5(n::text), 1000) FROM generate_series(1, 1200) n;",
  };

  it("takes nothing more in until it is smaller again, and its neighbour notices nothing", async () => {
    for (const engine of ENGINES) {
      writeDatabase(project, SITES[engine][0], {
        engine,
        passwordVersion: 2,
        size: "32 MiB",
        runtime: "php",
      });
      await sql(SITES[engine][0], engine, FILL[engine]);
    }
    await up();
    const { configurations } = await outputs();
    for (const engine of ENGINES) {
      const [own, neighbour] = SITES[engine];
      expect(configurations[idOf(own)]?.database?.writable).toBe(false);
      const refused = await application(lab, own, engine, "INSERT INTO kunjungan VALUES ('lagi');");
      expect(said(refused)).toMatch(/INSERT command denied|read-only transaction/);
      expect(await sql(own, engine, "SELECT count(*) FROM besar;")).toBe("1200");
      const started = performance.now();
      await sql(neighbour, engine, "INSERT INTO kunjungan VALUES ('lagi');");
      console.info(`${engine}: the neighbour's insert: ${Math.round(performance.now() - started)} ms`);
    }
    await up("--expect-no-changes");
    await sql(1, "mariadb", "DROP TABLE besar;");
    await sql(2, "postgresql", "SET default_transaction_read_only = off; DROP TABLE besar;");
    const words = await lab.run("db1", ["titip-host", "databases"]); // as the timer of docs/databases.md
    for (const engine of ENGINES) {
      expect(words).toContain(`${idOf(SITES[engine][0])}: `);
      await sql(SITES[engine][0], engine, "INSERT INTO kunjungan VALUES ('lagi');");
    }
  });
});

describe("a power cut", () => {
  /** Kills the helper on db1 once its journal holds a word. */
  const killAt = (word: string) =>
    lab.run("db1", [
      "bash",
      "-c",
      `until grep -q '^${word}' /var/lib/titip/journal 2>/dev/null; do sleep 0.01; done
       IFS=$'\\t' read -r _ pid _ </run/titip/owner; kill -KILL "$pid"; echo killed`,
    ]);

  it("in the middle of making two of them leaves nothing that the next run does not put right", async () => {
    writeDatabase(project, 6, { engine: "mariadb" });
    writeDatabase(project, 7, { engine: "postgresql" });
    const killed = killAt("db-create");
    const cut = await project.titip("up", "--yes");
    expect(await killed).toBe("killed");
    expect(cut.exitCode, said(cut)).toBe(1);
    await up();
    expect(
      await lab.shell("db1", "ls /var/lib/titip/journal /var/lib/titip/database/* 2>/dev/null || true"),
    ).toBe("");
    for (const [number, engine] of [
      [6, "mariadb"],
      [7, "postgresql"],
    ] as const)
      expect(await sql(number, engine, "SELECT 1;")).toBe("1");
  });

  it("in the middle of a removal loses no data", async () => {
    for (const [number, engine] of [
      [6, "mariadb"],
      [7, "postgresql"],
    ] as const) {
      await sql(
        number,
        engine,
        "CREATE TABLE penting (isi varchar(20)); INSERT INTO penting VALUES ('jangan hilang');",
      );
      // A view whose table is gone stops dumps; no site may keep itself from being removed.
      if (engine === "mariadb")
        await sql(number, engine, "CREATE TABLE t (a int); CREATE VIEW v AS SELECT * FROM t; DROP TABLE t;");
      project.remove(`requests/hosting/${idOf(number)}.yaml`);
    }
    const killed = killAt("db-forget");
    await project.titip("up", "--yes");
    expect(await killed).toBe("killed");
    await up();
    const kept = await lab.shell(
      "db1",
      `zcat /var/lib/titip/archive/HST-2026-900[67]-database-*.sql.gz | grep -c 'jangan hilang'`,
    );
    expect(Number(kept)).toBeGreaterThanOrEqual(2);
    expect(await administrator(lab, "mariadb", "SHOW DATABASES;")).not.toContain(databaseOf(6));
    expect(await administrator(lab, "postgresql", "SELECT datname FROM pg_database;")).not.toContain(
      databaseOf(7),
    );
  });
});

describe("at the end", () => {
  it("a closed service leaves its archive on record, everything else leaves nothing but its archive", async () => {
    const closure = "  closure: { at: 2026-11-20T10:00:00+07:00, by: kabid-aplikasi, reason: Selesai }\n";
    writeDatabase(project, 3, { engine: "mariadb" }, { steps: closure });
    await up();
    const { closed } = await outputs();
    const archive = closed.find(({ request }) => request === idOf(3))?.database?.archive ?? "";
    expect(await lab.run("db1", ["stat", "-c", "%a %U", archive])).toBe("600 root");
    expect(await lab.shell("db1", `zcat ${archive} | grep -c 'situs 3'`)).toBe("1");
    await up("--expect-no-changes");
    const words = await titip("destroy", "--yes");
    expect(words).toMatch(
      /the database is archived at db1:\/var\/lib\/titip\/archive\/HST-2026-9001-database-/,
    );
    expect(await holdingsOfDatabases(lab)).toBe(before);
    const files = await lab.shell("db1", "ls /var/lib/titip/archive");
    for (const number of [1, 2, 3, 4]) expect(files).toContain(`${idOf(number)}-database-`);
  });

  it("no password was ever written down but where it belongs", async () => {
    expect(passwords.size).toBeGreaterThanOrEqual(8);
    for (const password of passwords) expect(transcript.includes(password)).toBe(false);
    expect(transcript).toContain("web1 < secret-apply");
    const logs = "/etc /var/log /var/lib/titip /run /tmp";
    expect(await filesWithPasswords("db1", `${logs} /var/lib/mysql /var/lib/postgresql`)).toEqual([]);
    expect(await filesWithPasswords("web1", `${logs} /srv`)).toEqual([]);
    for (const host of ["db1", "web1"]) {
      await lab.shell(host, "mkdir /root/kept && zcat /var/lib/titip/archive/*.gz > /root/kept/all");
      expect(Number(await lab.shell(host, "stat -c %s /root/kept/all"))).toBeGreaterThan(1000);
      expect(await filesWithPasswords(host, "/root/kept")).toEqual([]);
    }
    expect(await filesWithPasswords("control", "state requests datacenter Pulumi.lab.yaml")).toEqual([]);
  });
});
