import { afterEach, beforeEach, expect, it } from "vitest";
import { type Desk, openDesk } from "./support";

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.leave());

// What can be done is refused all the same: that is an end, with its letter, in both procedures.
it.each([
  ["HST-2026-0011", "decision", "creation"],
  ["COL-2026-0003", "approval", "notification"],
])(
  "%s, found feasible, is rejected: nothing follows, and the letter tells the reason",
  async (id, decision, next) => {
    const words = ["--set", "result=rejected", "--set", "reason=Anggaran belum tersedia"];
    expect((await desk.titip("step", id, decision)).error).not.toBe("");
    const rejected = await desk.titip("step", id, decision, ...words);
    expect(rejected.error).toBe("");
    expect(rejected.out).toContain("tidak ada kegiatan berikutnya");
    expect(await desk.status(id)).toMatchObject({ outcome: "rejected" });
    expect((await desk.titip("step", id, next)).error).toContain("sudah berakhir");
    expect((await desk.titip("close", id, "--reason", "Batal")).error).toContain("tidak sedang berjalan");
    expect((await desk.titip("check")).code).toBe(0);
    const letter = await desk.titip("letter", id, "rejection-letter", "--format", "json");
    expect(letter.out).toContain("Anggaran belum tersedia");
  },
);
