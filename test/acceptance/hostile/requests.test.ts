import { afterAll, beforeAll, expect, test } from "vitest";
import { expectInertLines, expectMarkdown, expectPage } from "../../unit/hostile/oracles";
import { ATTACKS } from "../../unit/hostile/values";
import { check } from "../../unit/schema/support/site-folder";
import { withLab } from "../lab-fixture";
import { Project } from "../support/project";
import { idOf, writeRequest } from "../support/requests";
import { fetchAll, foreignSites } from "../support/servers";

/** Requests whose free text is hostile and yet legal, applied to real servers. */
const lab = withLab("hostile");
const HOSTS = ["web1", "web2", "ns1"];
let project: Project;

/** What may stand in one line of a request: the rest of the attacks is refused by `check`, as unit tests show. */
const LEGAL = ATTACKS.filter(
  (text) => /^\S(.*\S)?$/u.test(text) && [...text].length <= 200 && isAllowed(text),
);

function isAllowed(text: string): boolean {
  const file = `agencies:\n  dinkes: { name: ${JSON.stringify(text)}, short: Dinkes }\n  disdik: { name: D, short: D }\n`;
  return check({ "datacenter/agencies.yaml": file }).problems.length === 0;
}

beforeAll(() => {
  project = new Project(lab);
  LEGAL.forEach((text, index) => {
    const number = index + 1;
    writeRequest(project, {
      number,
      server: number % 2 === 0 ? "web1" : "web2",
      ipv4: number % 5 === 0 ? `10.20.30.${120 + number / 5}` : undefined,
    });
    const file = `requests/hosting/${idOf(number)}.yaml`;
    const quoted = JSON.stringify(text);
    project.write(
      file,
      project
        .read(file)
        .replace(`name: Situs uji ${number}`, () => `name: ${quoted}`)
        .replace(`number: 445/${number}/Dinkes`, () => `number: ${quoted}`)
        .replace(`agenda: ${number}/XI/2026`, () => `agenda: ${quoted}`)
        .replace("result: approved", () => `result: approved, note: ${quoted}`),
    );
  });
});

afterAll(() => project.dispose());

/** Nothing was carried out anywhere that an attack would have left behind. */
async function expectNothingDone(): Promise<void> {
  for (const host of [...HOSTS, "control"]) {
    expect((await lab.exec(host, ["test", "-e", "/tmp/titip-was-here"])).exitCode, host).toBe(1);
  }
}

test("they are applied, served as text, and change nothing else", async () => {
  expect(LEGAL.length).toBeGreaterThan(40);
  const before = await Promise.all(["web1", "web2"].map((host) => foreignSites(lab, host)));
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes", "--diff");
  expect(exitCode, stdout + stderr).toBe(0);
  expectInertLines(stdout);
  expectInertLines(stderr);
  const pages = await fetchAll(
    lab,
    LEGAL.map((_, index) => `http://situs${index + 1}.cirebonkab.go.id/`),
  );
  pages.forEach((page, index) => {
    expect(page.status).toBe(200);
    expectPage(page.body, LEGAL[index] ?? "");
  });
  expect(await Promise.all(["web1", "web2"].map((host) => foreignSites(lab, host)))).toEqual(before);
  await expectNothingDone();
});

test("the servers' own files and logs hold none of it, but the pages", async () => {
  const [marks, where] = [
    "titip-was-here|alert\\(1\\)|DROP TABLE|torvalds|stop-commands",
    "/etc /var/log /var/lib /var/cache/bind /srv /run",
  ];
  for (const host of HOSTS) {
    const found = await lab.shell(
      host,
      `grep -r -l -a -E --exclude-dir=mysql --exclude-dir=postgresql '${marks}' ${where} 2>/dev/null | grep -v '/public/index.html$'; true`,
    );
    expect(found, host).toBe("");
  }
  const accounts = await lab.shell("web1", "grep ':titip ' /etc/passwd");
  for (const line of accounts.split("\n")) {
    expect(line).toMatch(
      /^hst-2026-9\d{3}:x:21\d{3}:21\d{3}:titip HST-2026-9\d{3}:\/srv\/titip\/HST-2026-9\d{3}:\/usr\/sbin\/nologin$/,
    );
  }
});

test("the report shows it as text in every form", async () => {
  for (const lang of ["id", "en"]) {
    const text = await project.titip("outputs", "--lang", lang);
    expectInertLines(text.stdout);
    expectMarkdown((await project.titip("outputs", "--lang", lang, "--format", "markdown")).stdout.trimEnd());
  }
  const json = await project.titip("outputs", "--format", "json");
  expectInertLines(json.stdout);
  const { configurations } = JSON.parse(json.stdout) as {
    configurations: Record<string, { application: string; approval: { letter: string } }>;
  };
  LEGAL.forEach((text, index) => {
    const configuration = configurations[idOf(index + 1)];
    expect(configuration).toMatchObject({ application: text, approval: { letter: text } });
  });
});

test("nothing is left to do, and what is taken down leaves nothing", async () => {
  const again = await project.titip("up", "--yes", "--expect-no-changes");
  expect(again.exitCode, again.stdout + again.stderr).toBe(0);
  const gone = await project.titip("destroy", "--yes");
  expect(gone.exitCode, gone.stdout + gone.stderr).toBe(0);
  expectInertLines(gone.stdout);
  await expectNothingDone();
});

test("what is not legal reaches no server: nothing is run", async () => {
  const file = `requests/hosting/${idOf(1)}.yaml`;
  const good = project.read(file);
  for (const bad of ["a\u0000b", "\u001b[2J", "\u202egnp.exe", "a\nb"]) {
    project.write(
      file,
      good.replace(/name: "(?:[^"\\]|\\.)*"/, () => `name: ${JSON.stringify(bad)}`),
    );
    const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
    expect(exitCode).toBe(1);
    expectInertLines(stdout + stderr);
    expect(stderr).toMatch(/forbidden-character|wrong-form/);
    expect(stderr).toContain("Nothing was run");
  }
  expect(await lab.shell("web1", "ls /srv/titip")).toBe("");
});
