import { expect, test } from "vitest";
import { describeServerError } from "../../../src/remote/server-error";
import { usageReadingOf } from "../../../src/remote/usage-reading";

const session = { server: "web1", host: "titip@web1:22" };

test("a reading holds months, lines that are unreadable, and the sites that could not be counted", () => {
  const reading = usageReadingOf(session, [
    ["month", "HST-2026-0001", "2026-11", "12", "3456", "4096"],
    ["month", "HST-2026-0001", "2026-10", "1", "0", ""],
    ["unreadable", "HST-2026-0001", "2"],
    ["guilty", "HST-2026-0002", "usage-state", "/var/lib/titip/usage/HST-2026-0002 holds …"],
  ]);
  expect(reading.months).toEqual([
    { request: "HST-2026-0001", month: "2026-11", requests: 12, bytes: 3456, disk: 4096 },
    { request: "HST-2026-0001", month: "2026-10", requests: 1, bytes: 0 },
  ]);
  expect(reading.unreadable).toEqual([{ request: "HST-2026-0001", lines: 2 }]);
  const [failure] = reading.failures;
  expect(failure && describeServerError(failure.details, "en")).toMatch(
    /^HST-2026-0002: web1 .*damaged[\s\S]*usage-state[\s\S]*restore/,
  );
});

test.each(["-1", "1e3", "", "99999999999999999999", "0x10", "1 2"])("%j is no amount", (amount) => {
  const line = ["month", "HST-2026-0001", "2026-11", amount, "0", ""];
  expect(() => usageReadingOf(session, [line])).toThrow("no amount");
});
