import { describe, expect, it } from "vitest";
import { containerStore } from "../../../src/provider/resources/container-store";
import type { StoreOrder } from "../../../src/remote/fleet";
import { storeFields, storeOutcomesOf } from "../../../src/remote/store-operation";

const order: StoreOrder = {
  request: "HST-2026-0007",
  uid: 20_007,
  bytes: 1_073_741_824,
  folders: ["data", "unggah"],
};
const line = ["store", "HST-2026-0007", "20007", "1073741824", "unggah data", "yes", "4096"];
const put = { kind: "put" as const, order };
const remove = { kind: "remove" as const, request: "HST-2026-0008" };

describe("operations on stores", () => {
  it("go as lines of plain words", () => {
    expect(storeFields(put)).toEqual(["put", "HST-2026-0007", "20007", "1073741824", "data unggah"]);
    expect(storeFields(remove)).toEqual(["remove", "HST-2026-0008"]);
  });

  it("come back with what the server really has", () => {
    const archive = "/var/lib/titip/archive/HST-2026-0008-20261123T000000Z.tar.gz";
    const [made, gone] = storeOutcomesOf([put, remove], [line, ["removed", "HST-2026-0008", archive]]);
    expect(made?.held).toEqual({ ...order, mounted: true, used: 4096 });
    expect(gone).toEqual({ archive });
    expect(storeOutcomesOf([remove], [["removed", "HST-2026-0008", ""]])).toEqual([{}]);
  });

  it("that the server does not report are errors", () => {
    expect(() => storeOutcomesOf([put], [])).toThrow("HST-2026-0007");
    expect(() => storeOutcomesOf([remove], [line])).toThrow("HST-2026-0008");
  });
});

describe("titip:container:Store", () => {
  const inputs = { ...order, server: "docker1", folders: ["unggah", "data"] };

  it("sorts its folders and refuses what could leave its place", () => {
    expect(containerStore.check(inputs)).toEqual({
      inputs: { ...inputs, folders: ["data", "unggah"] },
      failures: [],
    });
    const bad = { ...inputs, request: "../x", uid: 0, bytes: -1, folders: ["../etc"] };
    expect(containerStore.check(bad).failures.map(({ property }) => property)).toEqual([
      "request",
      "uid",
      "bytes",
      "folders",
    ]);
  });

  it("that was closed is on record and expects nothing on the server", () => {
    expect(containerStore.plan({ ...inputs, closed: true })).toMatchObject({ closed: true, mounted: false });
    expect(containerStore.plan(inputs)).toMatchObject({ mounted: true });
  });
});
