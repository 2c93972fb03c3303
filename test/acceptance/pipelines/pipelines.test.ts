import { describe, expect, it } from "vitest";
import { tellStory } from "../git/tell-story";

/** What pipelines.sh does on real servers; it ends with an error where a step fails unexpectedly. */
describe("the pipelines of a forge, on real servers", () => {
  const story = tellStory("test/acceptance/pipelines/pipelines.sh", "test-pipelines");

  it("tell the plan of a branch in one comment, and that its approval is missing", () => {
    expect(story(1).match(/^posted: .*/gm)).toEqual(["posted: ## Rencana perubahan: 1 baru"]);
    expect(story(1)).toContain("[approval-missing]");
    expect(story(1)).toMatch(/exit 0\s*$/);
  });

  it("apply nothing that is merged without evidence, and open an issue", () => {
    expect(story(2)).toContain("HST-2026-0401: dilewati, perubahannya belum disetujui");
    expect(story(2)).toMatch(/asked: forge follow-up --failed .*\n {3}exit 1\n/);
    expect(story(2)).toContain("records at the name server: 0");
  });

  it("fail when they are killed", () => {
    expect(story(3)).toMatch(/killed\n {3}exit [1-9]/);
  });

  it("go on where they were cut off, record it on main once, and then find nothing to do", () => {
    expect(story(4)).toContain("answers 200");
    expect(story(4)).toContain("titip: titip: catatan mesin untuk");
    expect(story(4)).toContain("creations: 1");
    expect(story(4).match(/asked: forge follow-up --fixed\n {3}exit 0/g)).toHaveLength(2);
    expect(story(4)).toContain("main as it was");
  });

  it("tell drift at night, and put nothing right", () => {
    expect(story(5)).toContain("asked: forge follow-up --about drift --fixed");
    expect(story(5)).toContain("tangan.cirebonkab.go.id");
    expect(story(5)).toMatch(/asked: forge follow-up --about drift --failed /);
    expect(story(5)).toMatch(/exit 1\s*$/);
  });
});
