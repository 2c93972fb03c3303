import { expect } from "vitest";
import type { CommandResult } from "../../../lab";
import type { LabFixture } from "../lab-fixture";
import { type Holdings, holdings, type RecordedState, recordedState } from "../support/holdings";
import type { Project } from "../support/project";
import { idOf, type WantedRequest, writeRequest } from "../support/requests";
import { fetchAll } from "../support/servers";

export interface Fault {
  /** The request that is new in this case. */
  wish: WantedRequest;
  cause(): unknown;
  /** Takes the cause away, and only that. */
  mend(): unknown;
  /** Words the failed run must say: host, what, what was rolled back, what to do. */
  says: (string | RegExp)[];
  exitCode?: number;
  env?: NodeJS.ProcessEnv;
  /** Servers that go on and may have changed; all others must hold what they held. */
  mayChange?: ("web1" | "web2" | "records")[];
}

/**
 * One fault from beginning to end: an apply under it fails with words to act on and leaves the servers as they were
 * and the state sound; the same apply goes through once the cause is gone.
 */
export async function expectFault(lab: LabFixture, project: Project, fault: Fault): Promise<string> {
  const before = { held: await holdings(lab), state: recordedState(project) };
  const id = writeRequest(project, fault.wish);
  await fault.cause();
  let result: CommandResult;
  try {
    result = await project.run(["bin/titip", "up", "--yes", "--confirm", "lab"], fault.env);
  } finally {
    await fault.mend();
  }
  const said = result.stdout + result.stderr;
  expect(result.exitCode, said).toBe(fault.exitCode ?? 1);
  for (const words of fault.says) {
    if (typeof words === "string") expect(said).toContain(words);
    else expect(said).toMatch(words);
  }
  const { mayChange = [] } = fault;
  expect(fixed(await holdings(lab), mayChange), said).toEqual(fixed(before.held, mayChange));
  expectSound(recordedState(project), before.state, id, mayChange, said);
  await expectRepaired(lab, project, fault.wish);
  return said;
}

/** What must not have changed. */
function fixed(held: Holdings, mayChange: string[]): unknown {
  const web = Object.fromEntries(Object.entries(held.web).filter(([host]) => !mayChange.includes(host)));
  return { ...held, web, records: mayChange.includes("records") ? [] : held.records };
}

/** Nothing open, no rule broken, nothing lost, and the failed request's site or records are not claimed to exist. */
function expectSound(
  state: RecordedState,
  before: RecordedState,
  id: string,
  mayChange: string[],
  said: string,
): void {
  expect(state.problems, said).toEqual([]);
  expect(state.pending, said).toEqual([]);
  const urns = state.resources.map(({ urn }) => String(urn));
  expect(urns, said).toEqual(expect.arrayContaining(before.resources.map(({ urn }) => urn)));
  const records = urns.filter((urn) => urn.endsWith(`titip:dns:RecordSet::${id}`));
  const sites = urns.filter((urn) => urn.endsWith(`titip:apache:VirtualHost::${id}`));
  if (!mayChange.includes("records")) expect(records, said).toEqual([]);
  if (mayChange.length === 0) expect(sites, said).toEqual([]);
}

export async function expectRepaired(lab: LabFixture, project: Project, wish: WantedRequest): Promise<void> {
  const { exitCode, stdout, stderr } = await project.titip("up", "--yes");
  expect(exitCode, stdout + stderr).toBe(0);
  expect(recordedState(project).problems).toEqual([]);
  const { web, half } = await holdings(lab);
  for (const text of Object.values(web)) expect(text).toMatch(/# half\n\n# apache/);
  expect(half).toBe("");
  const url = `http://situs${wish.number}.cirebonkab.go.id/`;
  expect(await fetchAll(lab, [url]), idOf(wish.number)).toMatchObject([{ status: 200 }]);
}
