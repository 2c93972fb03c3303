import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { desire } from "../../../src/provision/desire";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import { allocate } from "../../../src/sop/allocate";
import { close } from "../../../src/sop/close";
import { isApproved, isClosed } from "../../../src/sop/request-state";
import { approved, aRequest, aSite } from "../support/a-site";

const AT = "2026-12-01T10:00:00+07:00";
const RUNNING = approved(aRequest(1), "10.20.30.100", 20000);

function closed(request: HostingRequest, reason = "Aplikasi digantikan", recordedBy?: string) {
  const site = aSite([request]);
  const [loaded] = site.requests;
  if (!loaded) throw new Error("no request");
  return close(site, loaded, JSON.stringify(request, null, 2), { at: AT, by: "kabid", recordedBy, reason });
}

function closedRequest(request: HostingRequest): HostingRequest {
  const result = closed(request);
  if ("refusal" in result) throw new Error(result.refusal.en);
  return parse(result.text) as HostingRequest;
}

describe("closing", () => {
  it("writes who, when and why, and nothing else", () => {
    const after = closedRequest(RUNNING);
    expect(after).toEqual({
      ...RUNNING,
      steps: { ...RUNNING.steps, closure: { at: AT, by: "kabid", reason: "Aplikasi digantikan" } },
    });
    expect([isApproved(after), isClosed(after)]).toEqual([false, true]);
  });

  it("says who typed it when that was somebody else", () => {
    const result = closed(RUNNING, "x", "staf-dc");
    expect("text" in result && parse(result.text).steps.closure).toMatchObject({ recorded_by: "staf-dc" });
  });

  it.each(["no", "a: b # c", "baris\nkedua", '"kutip"', "$(reboot)", "ya, ditutup"])(
    "keeps the reason %j as it was given",
    (reason) => {
      const result = closed(RUNNING, reason);
      expect("text" in result && parse(result.text).steps.closure.reason).toBe(reason);
    },
  );

  it("a second time changes nothing", () => {
    const after = closedRequest(RUNNING);
    const text = JSON.stringify(after, null, 2);
    expect(closed(after, "lain")).toEqual({ text, changed: false });
  });

  it.each([
    ["waits for its assessment", aRequest(1)],
    ["waits for its decision", { ...RUNNING, steps: { ...RUNNING.steps, decision: undefined } }],
    [
      "was rejected",
      {
        ...RUNNING,
        steps: { ...RUNNING.steps, decision: { at: AT, by: "kabid", result: "rejected" as const } },
      },
    ],
  ])("refuses what %s: there is nothing to close", (_, request) => {
    expect(closed(request)).toEqual({
      refusal: expect.objectContaining({ en: expect.stringContaining("is not running") }),
    });
  });
});

describe("what a closed request leaves", () => {
  const after = closedRequest(RUNNING);

  it("is the record of its site, without records in a zone", () => {
    const { virtualHost, recordSets } = desire(aSite([after]), after);
    expect(virtualHost).toMatchObject({ request: "HST-2026-0001", closed: true });
    expect(recordSets).toEqual([{ request: "HST-2026-0001", server: "ns1", records: [] }]);
  });

  it("holds its address for the quarantine and its uid for good", () => {
    const next = (at: string) => allocate(aSite([after, aRequest(2)]), aRequest(2), at);
    expect(next("2027-03-01T09:59:59+07:00")).toMatchObject({
      allocation: { ipv4: "10.20.30.101", uid: 20001 },
    });
    expect(next("2027-03-01T10:00:00+07:00")).toMatchObject({
      allocation: { ipv4: "10.20.30.100", uid: 20001 },
    });
  });
});
