import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { LabError } from "../../../lab/lab-error";
import { cacheRoot, labFile, labPaths, projectRoot, runRoot } from "../../../lab/paths";

describe("labPaths", () => {
  it("keeps everything of a lab below its run directory", () => {
    const paths = labPaths("demo");
    expect(paths.host("web1").layer).toBe(join(paths.run, "hosts", "web1", "layer"));
    expect(paths.state.startsWith(`${paths.run}/`)).toBe(true);
    expect(paths.lock.startsWith(`${paths.run}/`)).toBe(false); // It outlives the directory it guards.
  });

  it.each(["", "../x", "a/b", "A", "1a", "a,b", "a:b", "a b", "-a", `a${"b".repeat(41)}`, "a\n"])(
    "refuses %j",
    (name) => {
      expect(() => labPaths(name)).toThrow(LabError);
    },
  );
});

describe("where things are kept", () => {
  it("can be told by the environment", () => {
    expect(runRoot({ TITIP_LAB_RUN: "/x" })).toBe("/x");
    expect(cacheRoot({ TITIP_LAB_CACHE: "/y" })).toBe("/y");
    expect(runRoot({})).toBe("/run/titip-lab");
  });

  it("finds the data files from sources and from the compiled program", () => {
    expect(existsSync(labFile("scripts", "holder.sh"))).toBe(true);
    expect(projectRoot(join(projectRoot(), "dist", "lab"))).toBe(projectRoot());
  });
});

describe("LabError", () => {
  afterEach(() => {
    delete process.env.TITIP_LANG;
  });

  it("speaks the reader's language and quotes the program", () => {
    const error = () => new LabError({ id: "Gagal.", en: "Failed." }, "one\n\ntwo\n").message;
    expect(error()).toBe("Gagal.\n  | one\n  | two");
    process.env.TITIP_LANG = "en";
    expect(error()).toBe("Failed.\n  | one\n  | two");
  });
});
