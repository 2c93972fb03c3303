import { describe, expect, it } from "vitest";
import { databaseFields, databaseOutcomesOf, databasesOf } from "../../../src/remote/database-operation";
import type { DatabaseOrder } from "../../../src/remote/fleet";
import { redact } from "../../../src/remote/redact";

const ORDER: DatabaseOrder = {
  ...{ request: "HST-2026-0007", engine: "postgresql", name: "hst_2026_0007", client: "10.20.30.11" },
  ...{ connections: 20, size: 1024, host: "10.20.30.21", passwordVersion: 3, password: "new" },
};
const LINE = [
  ...[
    "database",
    "HST-2026-0007",
    "postgresql",
    "hst_2026_0007",
    "10.20.30.11",
    "20",
    "1024",
    "UTF8",
    "C.UTF-8",
  ],
  ...["10.20.30.21", "3", "ab12", "7634279", "no", "member of b\nmember of a"],
];

describe("an operation on databases", () => {
  it("is one line of the request", () => {
    expect(databaseFields({ kind: "put", order: ORDER })).toEqual([
      ...["put", "HST-2026-0007", "postgresql", "hst_2026_0007", "10.20.30.11", "20", "1024"],
      ...["10.20.30.21", "3", "new"],
    ]);
    expect(databaseFields({ kind: "remove", request: "HST-2026-0007" })).toEqual(["remove", "HST-2026-0007"]);
  });

  it("is read from a line of the reply", () => {
    expect(databasesOf([LINE]).get("HST-2026-0007")).toEqual({
      ...{ request: "HST-2026-0007", engine: "postgresql", name: "hst_2026_0007", client: "10.20.30.11" },
      ...{ connections: 20, size: 1024, characterSet: "UTF8", collation: "C.UTF-8", host: "10.20.30.21" },
      ...{ passwordVersion: 3, secretDigest: "ab12", bytes: 7634279, writable: false },
      deviations: ["member of a", "member of b"],
    });
  });

  it("is done only when the server says so; a password comes with its request", () => {
    const put = { kind: "put" as const, order: ORDER };
    const gone = { kind: "remove" as const, request: "HST-2026-0008" };
    const lines = [LINE, ["secret", "HST-2026-0007", "A=b\n"], ["removed", "HST-2026-0008", "/archive"]];
    expect(databaseOutcomesOf([put, gone], lines)).toMatchObject([
      { kind: "put", held: { name: "hst_2026_0007" }, secret: "A=b\n" },
      { kind: "remove", archive: "/archive" },
    ]);
    expect(() => databaseOutcomesOf([put], [])).toThrow("did not report HST-2026-0007");
    expect(() => databaseOutcomesOf([gone], [LINE])).toThrow("did not report HST-2026-0008");
  });
});

it("what a site is told is not printed when debugging", () => {
  const line =
    "put HST-2026-0007 20007 database.env DATABASE_USER=u\\nDATABASE_PASSWORD=kHu7-_x\\nDATABASE_PASSWORD_VERSION=2";
  expect(redact(line)).not.toContain("kHu7");
  expect(redact(line)).toContain("DATABASE_USER=u");
});
