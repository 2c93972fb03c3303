import { describe, expect, it } from "vitest";
import { stepTime } from "../../../src/cli/steps/step-time";

const steps = (...times: string[]) => ({
  steps: {
    request: { at: times[0] ?? "", by: "dinkes" },
    registration: { at: times[1] ?? "", by: "umum", agenda: "1" },
  },
});
const request = steps("2026-11-10T08:02:00+07:00", "2026-11-10T11:12:00+07:00");
const midnight = new Date("2026-11-23T17:24:42Z"); // 00:24:42 of the 24th in the office

describe("the time that a step is recorded with", () => {
  it("is now, in the office's hours, on a machine of any zone", () => {
    expect(stepTime(request, undefined, midnight)).toBe("2026-11-24T00:24:42+07:00");
    expect(stepTime(steps("2026-11-10T09:00:00+09:00"), undefined, midnight)).toBe(
      "2026-11-24T02:24:42+09:00",
    );
    expect(stepTime({ steps: { request: { at: "", by: "" } } }, undefined, midnight)).toMatch(/\+07:00$/);
  });

  it("of a day alone has the hour of now", () => {
    expect(stepTime(request, "2026-11-11", midnight)).toBe("2026-11-11T00:24:42+07:00");
  });

  it("of the last step's own day is never before that step, at whatever hour of the night it is typed", () => {
    expect(stepTime(request, "2026-11-10", midnight)).toBe("2026-11-10T11:12:00+07:00");
    expect(stepTime(request, "2026-11-10", new Date("2026-11-23T08:00:00Z"))).toBe(
      "2026-11-10T15:00:00+07:00",
    );
  });

  it("is as it was given with its hour, also when that is wrong: `check` says so", () => {
    expect(stepTime(request, "2026-11-10T07:00:00+07:00", midnight)).toBe("2026-11-10T07:00:00+07:00");
  });

  it.each(["2026-02-30", "kemarin", "2026-11-10T25:00:00+07:00"])("%s is none", (wanted) => {
    expect(() => stepTime(request, wanted, midnight)).toThrow("YYYY-MM-DD");
  });
});
