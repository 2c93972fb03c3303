import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import type { ColocationRequest } from "../../../src/schema/generated/colocation-request";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import { assess } from "../../../src/sop/assess";
import { removeField } from "../../../src/sop/remove-field";
import { aDataCentre, aServer, decided, placed } from "../capacity/a-data-centre";
import { approved, aRequest, aSite } from "../support/a-site";

const AT = "2026-11-23T10:00:00+07:00";

function assessed(request: HostingRequest, others: HostingRequest[] = [], infeasible?: string) {
  const site = aSite([...others, request]);
  const loaded = site.requests.at(-1);
  if (!loaded) throw new Error("no request");
  return assess(site, loaded, JSON.stringify(request, null, 2), {
    at: AT,
    by: "kabid",
    infeasible: infeasible === undefined ? undefined : { reason: infeasible },
  });
}

/** A request that two branches allocated at once: pinned, not decided. */
function pinned(number: number, ipv4: string, uid: number): HostingRequest {
  const { steps, ...rest } = approved(aRequest(number), ipv4, uid, AT);
  return { ...rest, steps: { ...steps, decision: undefined } };
}

describe("assessing", () => {
  it("writes who, when and what was allocated", () => {
    const result = assessed(aRequest(1));
    if ("refusal" in result) throw new Error(result.refusal.en);
    expect(parse(result.text).steps.assessment).toEqual({
      at: AT,
      by: "kabid",
      feasible: true,
      allocation: { server: "web1", network: "terbatas", ipv4: "10.20.30.100", uid: 20000 },
    });
  });

  it("leaves an allocation that is there as it is", () => {
    expect(assessed(pinned(1, "10.20.30.105", 20050))).toMatchObject({
      changed: false,
      allocation: { ipv4: "10.20.30.105" },
    });
  });

  it("gives the younger of two branches that met a new value", () => {
    const older = approved(aRequest(1), "10.20.30.100", 20000);
    expect(assessed(pinned(2, "10.20.30.100", 20001), [older])).toMatchObject({
      changed: true,
      allocation: { ipv4: "10.20.30.101", uid: 20001 },
    });
    expect(assessed(older, [pinned(2, "10.20.30.100", 20001)])).toMatchObject({ changed: false });
  });

  it("does not change what was approved, but says how to go on", () => {
    const older = approved(aRequest(1), "10.20.30.100", 20000);
    const younger = approved(aRequest(2), "10.20.30.100", 20001, AT);
    expect(assessed(younger, [older])).toEqual({
      refusal: expect.objectContaining({ en: expect.stringContaining("take its decision step out") }),
    });
  });

  it("records that a request cannot be met, and allocates nothing", () => {
    const result = assessed(aRequest(1), [], "Server PHP belum ada");
    if ("refusal" in result) throw new Error(result.refusal.en);
    expect(parse(result.text).steps.assessment).toEqual({
      at: AT,
      by: "kabid",
      feasible: false,
      reason: "Server PHP belum ada",
    });
  });

  it("refuses what was decided without an allocation", () => {
    const request = aRequest(1);
    const decided = {
      ...request,
      steps: { ...request.steps, decision: { at: AT, by: "kabid", result: "rejected" as const } },
    };
    expect(assessed(decided)).toEqual({
      refusal: expect.objectContaining({ en: expect.stringContaining("has been decided or closed") }),
    });
  });
});

/** A co-location request in a file as an office writes it, with the office's own words for the steps. */
function assessedServer(
  request: ColocationRequest,
  others: ColocationRequest[] = [],
  infeasible?: { reason?: string },
  comment = "",
) {
  const { steps, ...rest } = request;
  const { assessment, ...before } = steps;
  const office = { ...rest, steps: assessment ? { ...before, capacity: assessment } : before };
  const text = `${stringify(office, { lineWidth: 0 })}${comment}`;
  const site = aDataCentre([...others, request], { procedures: { colocation: procedure } });
  const loaded = site.requests.at(-1);
  if (!loaded) throw new Error("no request");
  return assess(site, loaded, text, { at: AT, by: "kabid", infeasible });
}

const procedure = parse(readFileSync(join(__dirname, "../../../sop/colocation.yaml"), "utf8"));
const tooLarge = aServer(1, { power: "3 kW" });
const sums =
  "rak-a: 0 W + 3.000 W = 3.000 W > 2.944 W (batas 80 % dari 3.680 W, feed A saat feed B padam); rak-a: 0 W + 3.000 W";

describe("assessing a server", () => {
  it("writes the place into the office's own step, under its own word for yes", () => {
    const result = assessedServer(aServer(1));
    if ("refusal" in result) throw new Error(result.refusal.en);
    expect(parse(result.text).steps.capacity).toEqual({
      at: AT,
      by: "kabid",
      available: true,
      allocation: expect.objectContaining({ rack: "rak-a", unit: 1, port: "1", ipv4: ["10.20.40.10"] }),
    });
  });

  it("refuses what is over capacity with the sum, and says how to record that", () => {
    expect(assessedServer(tooLarge)).toMatchObject({
      refusal: { id: expect.stringContaining("3.000 W > 2.944 W") },
      remedy: { id: expect.stringContaining("titip assess COL-2026-0001 --infeasible") },
    });
  });

  it("records that there is no capacity, the sums being the reason: the procedure ends there", () => {
    const result = assessedServer(tooLarge, [], {});
    if ("refusal" in result) throw new Error(result.refusal.en);
    const { capacity } = parse(result.text).steps;
    expect(capacity).toMatchObject({ at: AT, by: "kabid", available: false });
    expect(capacity.reason).toContain(`kapasitas tidak cukup untuk COL-2026-0001: ${sums}`);
    expect(capacity).not.toHaveProperty("allocation");
  });

  it("does not record for want of capacity what there is capacity for", () => {
    expect(assessedServer(aServer(1), [], {})).toMatchObject({
      refusal: { en: expect.stringContaining("there is capacity for COL-2026-0001") },
    });
  });

  it("does not let a second opinion pass over the first", () => {
    expect(assessedServer(placed(aServer(1)), [], { reason: "lain" })).toMatchObject({
      refusal: { en: expect.stringContaining("there is a step capacity already") },
    });
  });

  it("gives the younger of two that met another place, and leaves everything else of the file", () => {
    const older = placed(aServer(1));
    const result = assessedServer(placed(aServer(2)), [older], undefined, "# tetap di sini\n");
    expect(result).toMatchObject({
      changed: true,
      allocation: { unit: 2, port: "2", ipv4: ["10.20.40.11"] },
    });
    expect("text" in result && result.text).toContain("# tetap di sini\n");
    expect(assessedServer(older, [placed(aServer(2))])).toMatchObject({ changed: false });
  });

  it("gives the younger of two that are too much together another rack", () => {
    const older = placed(aServer(1, { power: "1600 W" }));
    const younger = placed(aServer(2, { power: "1600 W" }), { unit: 2, port: "2", ipv4: ["10.20.40.11"] });
    expect(assessedServer(younger, [older])).toMatchObject({
      changed: true,
      allocation: { rack: "rak-b", unit: 1 },
    });
    expect(assessedServer(older, [younger])).toMatchObject({ changed: false });
  });

  it("takes the place back from the younger when there is no other one", () => {
    const held = (n: number, rack: string) =>
      placed(aServer(n, { power: "2900 W" }), { rack, port: String(n), ipv4: [`10.20.40.1${n}`] });
    const others = [held(1, "rak-a"), held(2, "rak-b")];
    const younger = placed(aServer(3, { power: "1 kW" }), { unit: 3, port: "3", ipv4: ["10.20.40.19"] });
    expect(assessedServer(younger, others)).toHaveProperty("refusal");
    const result = assessedServer(younger, others, {});
    if ("refusal" in result) throw new Error(result.refusal.en);
    const { capacity } = parse(result.text).steps;
    expect(capacity).toMatchObject({
      available: false,
      reason: expect.stringContaining("3.900 W > 2.944 W"),
    });
    expect(capacity).not.toHaveProperty("allocation");
  });

  it("changes nothing that was approved", () => {
    const older = decided(placed(aServer(1)));
    const younger = decided(placed(aServer(2)), "approved", "2026-11-12T09:00:00+07:00");
    expect(assessedServer(younger, [older])).toMatchObject({
      refusal: { en: expect.stringContaining("was approved with a value that COL-2026-0001 holds") },
    });
  });
});

describe("taking a field out of a step", () => {
  const text =
    "id: x\nsteps:\n  capacity: # dicek\n    at: now\n    allocation: { a: 1 } # oleh titip\n    note: y\n  form: { at: z }\n";

  it("removes its line and leaves every other as it is", () => {
    expect(removeField(text, "capacity", "allocation")).toBe(
      text.replace("    allocation: { a: 1 } # oleh titip\n", ""),
    );
    expect(removeField(text, "capacity", "note")).toBe(text.replace("    note: y\n", ""));
  });

  it("leaves a text without it alone, and copes with flow style", () => {
    expect(removeField(text, "capacity", "reason")).toBe(text);
    expect(removeField(text, "approval", "reason")).toBe(text);
    expect(
      parse(
        removeField("steps: { capacity: { at: now, allocation: { a: 1 } } }\n", "capacity", "allocation"),
      ),
    ).toEqual({
      steps: { capacity: { at: "now" } },
    });
  });
});
