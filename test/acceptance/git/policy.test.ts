import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { wantedResources } from "../../../src/plan/wanted-resources";
import { loadSite } from "../../../src/schema/load-site";

const REPOSITORY = resolve(__dirname, "../../..");
const RUNNER = join(REPOSITORY, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
const REQUEST = "requests/hosting/HST-2026-0007.yaml";

let folder = "";
let pack: ChildProcess | undefined;
let client: AnalyzerClient | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "titip-policy-"));
  for (const name of ["dist", "node_modules", "schema", "package.json", "Pulumi.yaml", "policy"])
    symlinkSync(join(REPOSITORY, name), join(folder, name));
  for (const name of ["datacenter", "sop", "requests"])
    cpSync(join(REPOSITORY, name), join(folder, name), { recursive: true });
});

afterEach(() => {
  client?.close();
  pack?.kill();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the pack as the stock engine's `pulumi-analyzer-policy` does, and takes the port that it prints. */
async function start(env: NodeJS.ProcessEnv = {}): Promise<AnalyzerClient> {
  const surroundings = {
    ...process.env,
    TITIP_SITE: folder,
    TITIP_LANG: "en",
    PULUMI_NODEJS_PROJECT: "titip",
  };
  const child = spawn(process.execPath, [RUNNER, "127.0.0.1:1", join(REPOSITORY, "policy")], {
    ...{ cwd: folder, env: { ...surroundings, ...env } },
    stdio: ["ignore", "pipe", "inherit"],
  });
  pack = child;
  const port = await new Promise<string>((done, fail) => {
    child.stdout.once("data", (data: Buffer) => done(data.toString().trim()));
    child.once("exit", (code) => fail(new Error(`the pack ended with ${code}`)));
  });
  client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure());
  return client;
}

type Told = [policy: string, level: number, message: string];

function told(response: proto.AnalyzeResponse): Told[] {
  return response
    .getDiagnosticsList()
    .map((one): Told => [one.getPolicyname(), one.getEnforcementlevel(), one.getMessage()]);
}

function analyze(analyzer: AnalyzerClient, type: string, name: string, inputs: object): Promise<Told[]> {
  const plain = JSON.parse(JSON.stringify(inputs)) as Record<string, never>;
  const urn = `urn:pulumi:lab::titip::titip:index:Hosting$${type}::${name}`;
  const request = new proto.AnalyzeRequest().setType(type).setName(name).setUrn(urn);
  request.setProperties(Struct.fromJavaScript(plain));
  request.setOptions(new proto.AnalyzerResourceOptions()); // the engine always sends them
  return new Promise((done, fail) =>
    analyzer.analyze(request, (error, response) => (error ? fail(error) : done(told(response)))),
  );
}

function analyzeStack(analyzer: AnalyzerClient): Promise<Told[]> {
  return new Promise((done, fail) =>
    analyzer.analyzeStack(new proto.AnalyzeStackRequest(), (error, response) =>
      error ? fail(error) : done(told(response)),
    ),
  );
}

function edit(file: string, change: (text: string) => string): void {
  const before = readFileSync(join(folder, file), "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file}: nothing was changed`);
  writeFileSync(join(folder, file), after);
}

const MANDATORY = proto.EnforcementLevel.MANDATORY;
const ADVISORY = proto.EnforcementLevel.ADVISORY;

describe("the policy pack, over the engine's own protocol", () => {
  it("says what it holds", async () => {
    const analyzer = await start();
    const info = await new Promise<proto.AnalyzerInfo>((done, fail) =>
      analyzer.getAnalyzerInfo(new Empty(), (error, answer) => (error ? fail(error) : done(answer))),
    );
    expect(info.getName()).toBe("titip");
    expect(info.getPoliciesList().map((one) => [one.getName(), one.getEnforcementlevel()])).toEqual([
      ["approved-as-requested", MANDATORY],
      ["titip-check", MANDATORY],
      ["titip-check-others", ADVISORY],
    ]);
  });

  it("lets pass what was approved, of every type, and the program's own resources", async () => {
    const analyzer = await start();
    const wanted = wantedResources(loadSite(folder).site);
    const types = new Set(wanted.map(({ type }) => type));
    for (const type of ["titip:apache:VirtualHost", "titip:dns:RecordSet"]) expect(types).toContain(type);
    for (const { type, name, inputs } of wanted)
      expect(await analyze(analyzer, type, name, inputs), `${type} ${name}`).toEqual([]);
    expect(await analyze(analyzer, "titip:index:Hosting", "HST-2026-0007", {})).toEqual([]);
    expect((await analyzeStack(analyzer)).filter(([, level]) => level === MANDATORY)).toEqual([]);
  });

  it("refuses what no approved request has, and what differs from the approved", async () => {
    const analyzer = await start();
    const site = wantedResources(loadSite(folder).site).find(
      ({ type }) => type === "titip:apache:VirtualHost",
    );
    if (!site) throw new Error("no site");
    const foreign = { ...site.inputs, request: "HST-2026-6666" };
    expect(await analyze(analyzer, site.type, "HST-2026-6666", foreign)).toMatchObject([
      ["approved-as-requested", MANDATORY, expect.stringContaining("belongs to no approved request")],
    ]);
    const aliased = { ...site.inputs, serverAliases: ["lain.cirebonkab.go.id"] };
    expect(await analyze(analyzer, site.type, site.name, aliased)).toMatchObject([
      [
        "approved-as-requested",
        MANDATORY,
        expect.stringMatching(/does not hold what was approved: .*serverAliases/),
      ],
    ]);
  });

  it("reports the problems of titip check, with file, line and rule; and nothing is made meanwhile", async () => {
    edit(REQUEST, (text) => text.replace(/^subdomain: \S+/m, "subdomain: www"));
    const analyzer = await start();
    const found = await analyzeStack(analyzer);
    expect(found).toContainEqual([
      "titip-check",
      MANDATORY,
      expect.stringMatching(
        /^(?:.*\n)*.*requests\/hosting\/HST-2026-0007\.yaml:\d+:\d+: .*\[subdomain-reserved\]/,
      ),
    ]);
    const { problems } = loadSite(folder);
    expect(found).toHaveLength(problems.length);
    const [resource] = await analyze(analyzer, "titip:dns:RecordSet", "HST-2026-0007", {});
    expect(resource?.[2]).toContain("titip check");
  });

  it("honours an assumption in previews only", async () => {
    edit(REQUEST, (text) => text.replace(/^ {2}decision:[\s\S]*/m, ""));
    const { site } = loadSite(folder);
    const id = "HST-2026-0007";
    const [one] = wantedResources(site, new Set([id])).filter(({ request }) => request === id);
    if (!one) throw new Error("nothing is wanted");
    const judge = async (dry: string) => {
      const analyzer = await start({ TITIP_ASSUME_APPROVED: id, PULUMI_NODEJS_DRY_RUN: dry });
      const words = await analyze(analyzer, one.type, one.name, one.inputs);
      analyzer.close();
      pack?.kill();
      return words;
    };
    expect(await judge("true")).toEqual([]);
    expect(await judge("false")).toHaveLength(1);
  });
});
