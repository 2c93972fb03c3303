import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { failedRequests, printFailedRequests } from "../../../src/cli/engine/failed-requests";
import { summaryLine } from "../../../src/cli/engine/summary";
import { targetUrns } from "../../../src/cli/engine/targets";
import { stepTime } from "../../../src/cli/steps/step-time";
import { loadSite } from "../../../src/schema/load-site";
import { recordedContext } from "./support";

const { site } = loadSite(join(__dirname, "../../.."));
const PREFIX = "urn:pulumi:lab::titip::titip:index:Hosting";

describe("failed requests", () => {
  const failures = [
    {
      urn: `${PREFIX}$titip:dns:RecordSet::HST-2026-0009`,
      message: "HST-2026-0009: ns1: nama dipegang pihak lain\n  | x",
    },
    { urn: `${PREFIX}$titip:apache:VirtualHost::HST-2026-0007`, message: "HST-2026-0007: web1: configtest" },
    { urn: `${PREFIX}::HST-2026-0007`, message: "" },
    { urn: "urn:pulumi:lab::titip::pulumi:providers:titip::default", message: "mati" },
  ];

  it("are named with file and line, once each, in the order of the files", () => {
    const context = recordedContext("/");
    printFailedRequests(context, failedRequests(site, failures));
    expect(context.noted).toEqual([
      "requests/hosting/HST-2026-0007.yaml:3: gagal: HST-2026-0007: web1: configtest",
      "requests/hosting/HST-2026-0009.yaml:3: gagal: HST-2026-0009: ns1: nama dipegang pihak lain",
      "urn:pulumi:lab::titip::pulumi:providers:titip::default: gagal: default: mati",
    ]);
  });
});

describe("last line", () => {
  const result = (ok: boolean, changes: Record<string, number>) => ({ ok, failures: [], changes });

  it.each([
    ["up", true, { create: 3, same: 10 }, 0, "Penerapan selesai: 3 dibuat, 10 tetap."],
    [
      "up",
      false,
      { create: 2 },
      1,
      "Penerapan gagal sebagian atau seluruhnya: 2 dibuat, 1 permohonan gagal.",
    ],
    ["preview", true, { update: 1, delete: 2 }, 0, "Rencana selesai: 1 akan diubah, 2 akan dihapus."],
    ["preview", true, {}, 0, "Rencana selesai."],
    [
      "up",
      true,
      { replace: 1, "create-replacement": 1, "delete-replaced": 1 },
      0,
      "Penerapan selesai: 1 diganti.",
    ],
  ] as const)("%s %s %j", (operation, ok, changes, failed, line) => {
    expect(summaryLine(operation, result(ok, changes), failed, "id")).toBe(line);
  });

  it("in English", () => {
    expect(summaryLine("destroy", result(true, { delete: 4 }), 0, "en")).toBe("Destroy finished: 4 deleted.");
  });
});

it("a request id as target means its component and all under it", () => {
  const urns = targetUrns(["HST-2026-0007", "urn:x"], { stack: "lab", project: "titip" }, site);
  expect(urns).toEqual(["urn:pulumi:lab::titip::**::HST-2026-0007", "urn:x"]);
});

describe("time of a step", () => {
  const data = site.requests.find((one) => one.data.id === "HST-2026-0011")?.data;
  const now = new Date("2026-11-23T18:30:05Z");

  it("is the office's own: the offset of the steps before", () => {
    if (!data) throw new Error("no demo request");
    expect(stepTime(data, undefined, now)).toBe("2026-11-24T01:30:05+07:00");
    expect(stepTime(data, "2026-11-20", now)).toBe("2026-11-20T01:30:05+07:00");
    expect(stepTime(data, "2026-11-20T09:00:00+07:00", now)).toBe("2026-11-20T09:00:00+07:00");
  });

  it.each(["kemarin", "2026-02-30", "2026-13-01", "20261120"])("refuses %s", (date) => {
    if (!data) throw new Error("no demo request");
    expect(() => stepTime(data, date, now)).toThrow(date);
  });
});
