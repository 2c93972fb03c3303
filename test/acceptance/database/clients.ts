import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { CommandResult } from "../../../lab";
import type { LabFixture } from "../lab-fixture";
import type { Project } from "../support/project";
import { idOf, requestText, type WantedRequest } from "../support/requests";

export type Engine = "mariadb" | "postgresql";

export interface WantedDatabase {
  engine: Engine;
  connections?: number;
  passwordVersion?: number;
  size?: string;
  runtime?: "static" | "php";
}

/** A page that reads how to connect where every application does, and shows the first row. */
export function page(number: number): string {
  return `<?php
$d = parse_ini_file('${secretOf(number)}', false, INI_SCANNER_RAW);
$kind = $d['DATABASE_ENGINE'] === 'mariadb' ? 'mysql' : 'pgsql';
$place = "$kind:host={$d['DATABASE_HOST']};port={$d['DATABASE_PORT']};dbname={$d['DATABASE_NAME']}";
$db = new PDO($place, $d['DATABASE_USER'], $d['DATABASE_PASSWORD']);
echo $db->query('SELECT nama FROM kunjungan')->fetchColumn();
`;
}

export const databaseOf = (number: number) => `hst_2026_${9000 + number}`;
export const secretOf = (number: number) => `/srv/titip/${idOf(number)}/secrets/database.env`;

/** Writes an approved request with a database on db1. */
export function writeDatabase(
  project: Project,
  number: number,
  wanted: WantedDatabase,
  more: Partial<WantedRequest> & { steps?: string } = {},
): string {
  const { engine, size = "64 MiB", connections = 2, passwordVersion = 1, runtime = "static" } = wanted;
  const version = passwordVersion > 1 ? `, password_version: ${passwordVersion}` : "";
  const need = `database: { engine: ${engine}, size: ${size}, connections: ${connections}${version} }`;
  const text = requestText(idOf(number), { number, ...more })
    .replace("runtime: static", `runtime: ${runtime}`)
    .replace("bandwidth: 5 Mbit/s }", `bandwidth: 5 Mbit/s, ${need} }`)
    .replace(/(uid: \d+) }/, `$1, database: { server: db1, name: ${databaseOf(number)} } }`);
  mkdirSync(join(project.root, "requests/hosting"), { recursive: true });
  project.write(`requests/hosting/${idOf(number)}.yaml`, text + (more.steps ?? ""));
  return idOf(number);
}

/** What a client of each engine is asked to run: the password comes from the environment, as in an application. */
const CLIENTS: Record<Engine, string> = {
  mariadb: `MYSQL_PWD=$DATABASE_PASSWORD timeout 10 mariadb --no-defaults -N -B -h "$DATABASE_HOST" -P "$DATABASE_PORT" -u "$DATABASE_USER" "$DATABASE_NAME"`,
  postgresql: `PGPASSWORD=$DATABASE_PASSWORD timeout 10 psql -X -q -A -t -v ON_ERROR_STOP=1 -h "$DATABASE_HOST" -p "$DATABASE_PORT" -U "$DATABASE_USER" "$DATABASE_NAME"`,
};

/**
 * Runs SQL as the application of a site does: with the rights of its account, and nothing but what it was delivered.
 * @param change words of shell before the client starts, e.g. another database's name
 */
export function application(
  lab: LabFixture,
  number: number,
  engine: Engine,
  sql: string,
  change = "",
): Promise<CommandResult> {
  const uid = String(21000 + number);
  const script = `cd / && set -a && . ${secretOf(number)} && ${change} ${CLIENTS[engine]}`;
  const argv = ["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "sh", "-c", script];
  return lab.exec("web1", argv, { input: sql });
}

/** The same from a machine that is not the site's, with everything that the site knows. */
export async function elsewhere(
  lab: LabFixture,
  number: number,
  engine: Engine,
  host: string,
): Promise<CommandResult> {
  const env = await connectionOf(lab, number);
  return lab.exec(host, ["sh", "-c", `cd / && ${CLIENTS[engine]}`], { env, input: "SELECT 1;" });
}

/** What the site was delivered, by name. */
export async function connectionOf(lab: LabFixture, number: number): Promise<Record<string, string>> {
  const text = await lab.run("web1", ["cat", secretOf(number)]);
  return Object.fromEntries(text.split("\n").map((line) => line.split("=", 2)));
}

/** SQL as the administrator of the engine. */
export function administrator(lab: LabFixture, engine: Engine, sql: string): Promise<string> {
  const client = engine === "mariadb" ? ["mariadb", "-N", "-B"] : AS_POSTGRES;
  return lab.run("db1", client, { input: sql });
}
const AS_POSTGRES = [
  "sh",
  "-c",
  "cd / && exec setpriv --reuid=postgres --regid=postgres --init-groups psql -X -q -A -t",
];

/** Everything on the database server that Titip could have left: but for times, and the archive. */
export async function holdingsOfDatabases(lab: LabFixture): Promise<string> {
  const mariadb = await administrator(
    lab,
    "mariadb",
    "SELECT SCHEMA_NAME, SCHEMA_COMMENT FROM information_schema.SCHEMATA ORDER BY 1; SELECT User, Host FROM mysql.global_priv ORDER BY 1, 2; SELECT User, Host, Db FROM mysql.db ORDER BY 1, 2, 3;",
  );
  const postgresql = await administrator(
    lab,
    "postgresql",
    "SELECT datname, datacl FROM pg_database ORDER BY 1; SELECT rolname FROM pg_roles WHERE rolname <> 'titip' ORDER BY 1; SELECT setdatabase, setrole FROM pg_db_role_setting;",
  );
  const files = await lab.shell(
    "db1",
    "sha256sum /etc/postgresql/15/main/pg_hba.conf; stat -c '%a %U:%G' /etc/postgresql/15/main/pg_hba.conf; ls -A /etc/titip/database /var/lib/titip/database; ls /var/lib/titip/journal 2>&1 || true",
  );
  return [mariadb, postgresql, files].join("\n--\n");
}
