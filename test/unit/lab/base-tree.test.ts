import { describe, expect, it } from "vitest";
import { parsePackageSource } from "../../../lab/base-tree";

const DEBIAN = `base-files:
  Installed: 12.4+deb12u11
  Candidate: 12.4+deb12u15
  Version table:
     12.4+deb12u15 500
        500 http://mirror.example/debian bookworm/main amd64 Packages
 *** 12.4+deb12u11 100
        100 /var/lib/dpkg/status
`;

describe("parsePackageSource", () => {
  it("finds mirror and suite in what apt-cache says", () => {
    expect(parsePackageSource(DEBIAN)).toEqual({
      mirror: "http://mirror.example/debian",
      suite: "bookworm",
      components: "main",
    });
  });

  it("adds universe on Ubuntu, where bind9 and apache2 need it", () => {
    const ubuntu = DEBIAN.replace("mirror.example/debian bookworm", "mirror.example/ubuntu noble");
    expect(parsePackageSource(ubuntu)).toMatchObject({ suite: "noble", components: "main,universe" });
  });

  it("passes over updates and security suites, which debootstrap does not take", () => {
    const updates = "        500 http://mirror.example/debian bookworm-updates/main amd64 Packages\n";
    expect(parsePackageSource(updates + DEBIAN)).toMatchObject({ suite: "bookworm" });
    expect(parsePackageSource(updates)).toBeUndefined();
  });

  it("finds nothing where only the local status is known", () => {
    expect(parsePackageSource("        100 /var/lib/dpkg/status\n")).toBeUndefined();
  });
});
