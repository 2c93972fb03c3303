import { describe, expect, it } from "vitest";
import { tellStory } from "./tell-story";

/** What three-branches.sh does on real servers; it ends with an error where a push or an apply fails unexpectedly. */
describe("three approvals that come in at once", () => {
  const story = tellStory("test/acceptance/git/three-branches.sh", "test-queue");

  it("wait in a queue behind the one that is applied", () => {
    expect(story(3)).toContain("queued: 2");
  });

  it("are not lost when the applier is killed", () => {
    expect(story(4)).toContain("killed; waiting: 3");
  });

  it.each(["HST-2026-0301", "HST-2026-0302", "HST-2026-0303"])(
    "are applied one after the other, each against a fresh plan: %s is noted, recorded once and served",
    (id) => {
      expect(story(5)).toContain(`${id}: true, 1 creation, 200`);
    },
  );

  it("leave nothing in the queue and nothing to do", () => {
    const [, rest = ""] = story(5).split("HST-2026-0303: true");
    expect(rest).toContain("queued: 0");
    expect(rest).toContain("10 unchanged");
    expect(story(5).match(/3 created/g)).toHaveLength(2);
  });
});
