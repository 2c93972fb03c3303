import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, test } from "vitest";
import { readFolder } from "../../../src/approval/read-side";
import { planSite } from "../../../src/plan/plan-site";
import { type ApprovalDesk, FILE, openApprovalDesk, REQUEST } from "./desk";

const NOW = "2026-11-24T09:00:00+07:00";
const EVIDENCE = `evidence/${REQUEST}/decision`;

let desk: ApprovalDesk;
afterEach(() => desk.leave());

function open(keyType?: string): void {
  desk = openApprovalDesk(keyType);
  desk.at(NOW);
}

async function signs(person: string, ...words: string[]): Promise<string> {
  const ran = await desk.sign(...words, "--key", desk.key(person));
  return ran.error;
}

test.each(["ecdsa -b 256", "rsa -b 3072"])("a key of type %s proves an approval", async (type) => {
  open(type);
  await desk.decide();
  expect(await signs("rina-wulandari", REQUEST, "decision")).toBe("");
  expect(await desk.rules()).toEqual([]);
  const signature = `${EVIDENCE}.sig`;
  const at = desk.read(signature).length - 60; // in the number itself
  const letter = desk.read(signature)[at] === "A" ? "B" : "A";
  desk.write(signature, `${desk.read(signature).slice(0, at)}${letter}${desk.read(signature).slice(at + 1)}`);
  expect(await desk.rules()).toEqual(["signature-invalid"]);
});

describe("a signed paper", () => {
  beforeEach(() => {
    open();
    desk.write("SK.pdf", "%PDF-1.7 surat persetujuan\n");
  });
  const paper = () => ["--paper", join(desk.folder, "SK.pdf"), "--title", "SK persetujuan"];

  it("is recorded by another, with its hash", async () => {
    await desk.decide("kabid-aplikasi", "staf-dc");
    expect(await signs("yusuf-maulana", REQUEST, "decision", ...paper())).toBe("");
    expect(await desk.rules()).toEqual([]);
    const sha256 = createHash("sha256")
      .update(readFileSync(join(desk.folder, "SK.pdf")))
      .digest("hex");
    expect(JSON.parse(desk.read(`${EVIDENCE}.json`))).toMatchObject({
      kind: "paper",
      by: "kabid-aplikasi",
      paper: { sha256, title: "SK persetujuan" },
    });
  });

  it("is not recorded by whoever decided, nor without a recorder", async () => {
    await desk.decide();
    expect(await signs("rina-wulandari", REQUEST, "decision", ...paper())).toMatch(/recorded_by/);
    expect(await desk.rules()).toEqual(["approval-missing"]);
  });

  it("is no proof with another one's hash", async () => {
    await desk.decide("kabid-aplikasi", "staf-dc");
    await signs("yusuf-maulana", REQUEST, "decision", ...paper());
    desk.edit(`${EVIDENCE}.json`, /"sha256":"[0-9a-f]{64}"/, `"sha256":"${"0".repeat(64)}"`);
    expect(await desk.rules()).toEqual(["signature-invalid"]);
  });

  it("is no proof where the policy does not take papers", async () => {
    await desk.decide("kabid-aplikasi", "staf-dc");
    await signs("yusuf-maulana", REQUEST, "decision", ...paper());
    desk.commit();
    desk.git("checkout", "-q", "main");
    desk.edit("datacenter/approvals.yaml", "[ssh, paper]", "[ssh]");
    desk.commit();
    expect(await desk.rules("--base", "main", "--head", "usul")).toEqual(["evidence-kind"]);
  });
});

describe("time", () => {
  beforeEach(async () => {
    open();
    await desk.decide();
    expect(await signs("rina-wulandari", REQUEST, "decision")).toBe("");
  });

  it("of an approval has not come yet", async () => {
    desk.at("2026-11-24T08:00:00+07:00");
    expect(await desk.rules()).toEqual(["future"]);
  });

  it("of an approval lies before a step that main has", async () => {
    desk.commit();
    desk.git("checkout", "-q", "main");
    desk.edit(FILE, "at: 2026-11-10T08:40:00+07:00", "at: 2026-11-24T09:30:00+07:00");
    desk.commit();
    desk.git("checkout", "-q", "usul");
    desk.git("merge", "-q", "-m", "x", "main");
    desk.at("2026-11-24T10:00:00+07:00");
    expect(await desk.rules()).toEqual(["backdated"]);
  });
});

describe("an approval that is no step", () => {
  const RUNNING = "HST-2026-0007";
  const running = `requests/hosting/${RUNNING}.yaml`;
  beforeEach(() => open());

  function approval(text: string): void {
    mkdirSync(join(desk.folder, "approvals"), { recursive: true });
    desk.write("approvals/uji.yaml", `at: ${NOW}\nreason: Perlu\n${text}`);
  }

  it.each([
    ["change", `request: ${RUNNING}\n`, "kabid-aplikasi", "rina-wulandari"],
    ["repair", `request: ${RUNNING}\n`, "kabid-aplikasi", "rina-wulandari"],
    ["override", "", "kepala-dinas", "agus-hidayat"],
  ])("of kind %s is signed by whoever may, and by nobody else", async (kind, request, by, person) => {
    if (kind === "change") desk.edit(running, "aliases: [epuskesmas]", "aliases: [rekam-medis]");
    approval(`kind: ${kind}\n${request}by: ${by}\n`);
    expect(await signs("yusuf-maulana", "--approval", "uji")).toMatch(/key of staf-dc/);
    expect(await signs(person, "--approval", "uji")).toBe("");
    expect(await desk.rules()).toEqual([]);
    const { site } = readFolder(desk.folder);
    const plan = planSite(site, undefined, [REQUEST]);
    const part = plan.requests.find((one) => one.request === RUNNING);
    const digest = request === "" ? plan.digest : part?.digest;
    expect(site.approvals?.[0]?.data.digest).toBe(digest);
  });

  it("of the inventory names its files: one more line, and it is void", async () => {
    desk.edit("datacenter/zones.yaml", /$/, "# satu\n");
    expect(await desk.rules()).toEqual(["inventory-unapproved"]);
    approval("kind: inventory\nby: kepala-dinas\n");
    expect(await signs("agus-hidayat", "--approval", "uji")).toBe("");
    expect(await desk.rules()).toEqual([]);
    desk.edit("datacenter/zones.yaml", /$/, "# dua\n");
    expect(await desk.rules()).toEqual(["inventory-unapproved"]);
  });
});

describe("what was proven is said to be", () => {
  const said = async (document: string) => {
    const { out } = await desk.titip("letter", REQUEST, document, "--format", "html");
    return /Persetujuan: ([a-z, ]+)/.exec(out)?.[1];
  };
  const slip = async () => JSON.parse((await desk.titip("slip", REQUEST, "--format", "json")).out).approval;

  it("by letters and slips", async () => {
    open();
    expect(await slip()).toBe("none");
    await desk.decide();
    expect(await slip()).toBe("claimed, not verified");
    expect(await said("follow-up-letter")).toBe("diklaim, belum diverifikasi");
    expect(await signs("rina-wulandari", REQUEST, "decision")).toBe("");
    expect(await slip()).toBe("verified");
    expect(await said("follow-up-letter")).toBe("diverifikasi");
    expect((await desk.titip("slip", REQUEST)).out).toContain("Approval: verified.");
    desk.edit(`${EVIDENCE}.json`, /"result":"approved"/, '"result":"rejected"');
    expect(await slip()).toBe("claimed, not verified");
  });
});
