import { describe, expect, it } from "vitest";
import { tellStory } from "./tell-story";

/** The story that `make demo-git` prints: it ends with an error as soon as a refusal is missing. */
describe("a pull request as the approval, with nothing but Git", () => {
  const chapter = tellStory("scripts/demo/git.sh", "test-git");

  it("shows the plan and its digest to whoever pushes a branch", () => {
    expect(chapter(1)).toMatch(/HST-2026-0201 +sha256:[0-9a-f]{64}/);
  });

  it.each([
    [2, "an approval without evidence", "[approval-missing]"],
    [3, "an officer who may not decide", "[wrong-signer]"],
    [6, "a plan that is not the approved one, with its lines", "ttl"],
  ])("%i: refuses %s", (number, _, words) => {
    expect(chapter(number)).toContain("-> refused, as it must be");
    expect(chapter(number)).toContain(words);
  });

  it("applies what was approved again, and serves it", () => {
    expect(chapter(7)).toContain("answers 200");
  });

  it("keeps the evidence in the notes and the machine's own step in the request", () => {
    const note = chapter(8);
    expect(note).toContain('"evidence/HST-2026-0201/decision.json"');
    expect(note).toContain('"evidence/HST-2026-0201/decision.sig"');
    expect(note).toMatch(/creation:.*by: titip.*digest: "?sha256:[0-9a-f]{64}/s);
  });

  it("sees a change by hand and leaves it until its repair is approved", () => {
    expect(chapter(9)).toContain("tangan.cirebonkab.go.id");
    expect(chapter(10)).toContain("1 updated");
    expect(chapter(10)).toContain("Tidak ada penyimpangan");
  });
});
