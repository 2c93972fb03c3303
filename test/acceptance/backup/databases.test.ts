import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DATABASE_SERVER, LAB_HOSTS } from "../../../lab";
import { labHostKey } from "../../../lab/keys";
import { administrator, application, type Engine, writeDatabase } from "../database/clients";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf } from "../support/requests";

const lab = withLab("backup-databases", { hosts: [...LAB_HOSTS, DATABASE_SERVER] });
let project: Project;
const SITES: [Engine, number][] = [
  ["mariadb", 1],
  ["postgresql", 2],
];

const DB1 = `
  db1:
    role: database
    address: ${DATABASE_SERVER.address}
    ssh: { host: ${DATABASE_SERVER.address}, user: titip, host_key: "${labHostKey("db1")}" }
    engines: [mariadb, postgresql]
    capacity: { database: 1 GiB, connections: 50 }
`;

/** What an application may leave for whoever loads its dump: names that are commands, checks that want more power. */
const HOSTILE: Record<Engine, string> = {
  mariadb:
    "CREATE TABLE `a\n\\\\! touch /tmp/kena\nDROP DATABASE mysql;` (x int); CREATE VIEW lihat AS SELECT nama FROM kunjungan;",
  postgresql: `CREATE TABLE "a
\\! touch /tmp/kena
" (x int);
CREATE FUNCTION jahat() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN BEGIN
  EXECUTE 'RESET SESSION AUTHORIZATION'; EXECUTE 'CREATE ROLE kena SUPERUSER';
  EXCEPTION WHEN others THEN NULL; END; RETURN true; END $$;
CREATE TABLE periksa (x int CHECK (jahat())); INSERT INTO periksa VALUES (1);`,
};

async function titip(...argv: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await project.titip(...argv);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout + stderr;
}

async function sql(engine: Engine, number: number, text: string): Promise<string> {
  const { exitCode, stdout, stderr } = await application(lab, number, engine, text);
  expect(exitCode, stdout + stderr).toBe(0);
  return stdout.trim();
}
const visits = (engine: Engine, number: number) =>
  sql(engine, number, "SELECT nama FROM kunjungan ORDER BY nama;");
const page = (number: number) => `/srv/titip/${idOf(number)}/public/index.html`;

beforeAll(async () => {
  project = new Project(lab);
  project.write("datacenter/servers.yaml", `${project.read("datacenter/servers.yaml").trimEnd()}${DB1}`);
  const backup = project.read("datacenter/backup.yaml").trimEnd();
  project.write("datacenter/backup.yaml", `${backup}\n    db1: { repository: /var/backups/titip }\n`);
  for (const [engine, number] of SITES) writeDatabase(project, number, { engine });
  await titip("up", "--yes");
});
afterAll(() => project.dispose());

describe.each(SITES)("a site with %s", (engine, number) => {
  test("is lost, and put back with its database; what the dump holds has no power", async () => {
    await sql(
      engine,
      number,
      "CREATE TABLE kunjungan (nama varchar(100)); INSERT INTO kunjungan VALUES ('lama');",
    );
    await sql(engine, number, HOSTILE[engine]);
    await lab.shell("web1", `printf lama >${page(number)}`);
    expect(await titip("backup", "run", idOf(number))).toMatch(/database\s+db1/);
    await sql(engine, number, "DROP TABLE kunjungan CASCADE;");
    await lab.shell("web1", `rm -rf ${page(number).replace("/index.html", "")}`);
    const told = await titip("backup", "restore", idOf(number), "--yes");
    expect(told).toMatch(/database on db1 put back .*before-restore-.*\.sql\.gz/);
    expect(await visits(engine, number)).toBe("lama");
    expect(await lab.fetch(`http://situs${number}.cirebonkab.go.id/`)).toEqual({ status: 200, body: "lama" });
    expect((await lab.exec("db1", ["ls", "/tmp/kena"])).exitCode).not.toBe(0);
    if (engine === "postgresql")
      expect(
        await administrator(lab, engine, "SELECT count(*) FROM pg_roles WHERE rolname = 'kena';"),
      ).toMatch(/0/);
    await titip("up", "--yes", "--expect-no-changes");
    await sql(
      engine,
      number,
      "INSERT INTO kunjungan VALUES ('baru'); DELETE FROM kunjungan WHERE nama = 'baru';",
    );
  });

  test("is wholly as it was when one of its servers cannot finish", async () => {
    await sql(engine, number, "INSERT INTO kunjungan VALUES ('sesudah');");
    await lab.shell("web1", `printf sesudah >${page(number)}`);
    await lab.shell(
      "web1",
      "mv /var/lib/titip/archive /var/lib/titip/simpan && touch /var/lib/titip/archive",
    );
    const failed = await project.titip("backup", "restore", idOf(number), "--yes");
    await lab.shell("web1", "rm /var/lib/titip/archive && mv /var/lib/titip/simpan /var/lib/titip/archive");
    expect(failed.exitCode, failed.stdout).toBe(1);
    expect(await visits(engine, number)).toBe("lama\nsesudah");
    expect(await lab.shell("web1", `cat ${page(number)}`)).toBe("sesudah");
    await titip("up", "--yes", "--expect-no-changes");
  });
});

test("sizes of databases are on record with the usage of their sites", async () => {
  await titip("usage", "collect");
  const month = await lab.shell("db1", "date +%Y-%m");
  const text = project.read(`records/usage/${month}/db1.yaml`);
  expect(text).toMatch(/HST-2026-9001: \{ database: \d+ \}\n {2}HST-2026-9002: \{ database: \d+ \}/);
  expect(await titip("usage", "report")).toMatch(/HST-2026-9001 .* KiB .*%/);
});
