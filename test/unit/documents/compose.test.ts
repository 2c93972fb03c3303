import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block, OfficialDocument } from "../../../src/documents/block";
import { composeDocument } from "../../../src/documents/compose";
import { renderHtml } from "../../../src/documents/render-html";
import type { DocumentTemplate } from "../../../src/schema/generated/document";
import {
  CASES,
  type Case,
  caseOf,
  documentOf,
  documentsOf,
  inputOf,
  people,
  TEMPLATES,
  templateOf,
} from "./support";

const hosting = () => caseOf("hosting-finished");
const colocation = () => caseOf("colocation-finished");

function withSteps(base: Case, change: (steps: Record<string, Record<string, unknown>>) => void): Case {
  const copy = structuredClone(base);
  change(copy.request.steps as Record<string, Record<string, unknown>>);
  return copy;
}

function blocksOf<K extends Block["kind"]>(
  document: OfficialDocument,
  kind: K,
): Extract<Block, { kind: K }>[] {
  return document.blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
}

function fieldOf(document: OfficialDocument, label: string): string[] | undefined {
  const all = document.blocks.flatMap((block) =>
    block.kind === "fields" || block.kind === "reference" ? block.fields : [],
  );
  return all.find((field) => field.label === label)?.values;
}

function signaturesOf(document: OfficialDocument) {
  return blocksOf(document, "signatures").flatMap(({ signatures }) => signatures);
}

describe("numbers and dates", () => {
  it("takes the number from the step's letter", () => {
    const letter = documentOf("notification-letter", inputOf(hosting()));
    expect(fieldOf(letter, "Nomor")).toEqual(["555/417/Diskominfo"]);
  });

  it("says that there is no number yet, and makes up none", () => {
    const letter = documentOf("follow-up-letter", inputOf(hosting()));
    expect(fieldOf(letter, "Nomor")).toEqual(["… (belum diberi nomor)"]);
  });

  it("bears the letter's date, else the step's", () => {
    const dated = withSteps(hosting(), ({ notification }) => {
      notification = Object.assign(notification ?? {}, { letter: { number: "1", date: "2026-11-12" } });
    });
    const place = (one: Case, name: string) =>
      blocksOf(documentOf(name, inputOf(one)), "reference")[0]?.placeAndDate;
    expect(place(dated, "notification-letter")).toBe("Sumber, 12 November 2026");
    expect(place(dated, "follow-up-letter")).toBe("Sumber, 9 November 2026");
  });

  it("spells the day of the minutes", () => {
    const minutes = documentOf("handover-minutes", inputOf(colocation()));
    const [first] = blocksOf(minutes as OfficialDocument, "title");
    expect(first?.number).toBe("Nomor: 027/88/BAST/Diskominfo");
    const text = JSON.stringify(minutes.blocks);
    expect(text).toContain(
      "Pada hari ini Jumat, tanggal dua puluh bulan November tahun dua ribu dua puluh enam (20 November 2026)",
    );
  });
});

describe("who signs", () => {
  it("is whoever held the position on the step's day, Plt. marked", () => {
    const [signature] = signaturesOf(documentOf("follow-up-letter", inputOf(hosting())));
    expect(signature).toEqual({
      above: ["Plt. Kepala Bidang Aplikasi Informatika,"],
      name: "Rina Wulandari, S.T., M.Kom.",
      below: ["NIP 198402172009022004"],
    });
  });

  it("is the Plh. on a day on which the holder was absent, the holder on the next", () => {
    const plh = documentOf("infeasible-notice", inputOf(caseOf("hosting-infeasible")));
    expect(signaturesOf(plh)[0]?.above).toEqual(["Plh. Sub Koordinator Aplikasi,"]);
    const later = withSteps(caseOf("hosting-infeasible"), ({ assessment }) => {
      Object.assign(assessment ?? {}, { at: "2026-11-10T08:55:00+07:00" });
    });
    const next = signaturesOf(documentOf("infeasible-notice", inputOf(later)))[0];
    expect(next).toMatchObject({ above: ["Sub Koordinator Aplikasi,"], name: "Bambang Setiawan, S.Kom." });
  });

  it("is whom the letterhead names, on behalf of somebody where it says so", () => {
    const rejection = documentOf("rejection-letter", inputOf(caseOf("hosting-rejected")));
    expect(signaturesOf(rejection)[0]?.name).toBe("Drs. Agus Hidayat, M.Si.");
    const notification = documentOf("notification-letter", inputOf(hosting()));
    expect(signaturesOf(notification)[0]?.above).toEqual([
      "a.n. Kepala Dinas Komunikasi dan Informatika",
      "Plt. Kepala Bidang Aplikasi Informatika,",
    ]);
  });

  it("is a position without a name, and says so, when the contact was erased", () => {
    const [signature] = signaturesOf(documentOf("approval-notice", inputOf(colocation())));
    expect(signature).toEqual({
      above: ["Kepala Seksi Infrastruktur dan Teknologi,"],
      name: "",
      below: ["(nama telah dihapus dari data kontak)"],
    });
    const erased = { ...people, contacts: new Map() };
    const { request, ...sources } = colocation();
    const input = inputOf({ request, ...sources });
    const minutes = composeDocument(templateOf("handover-minutes"), { ...input, people: erased });
    expect(minutes.ok).toBe(true);
  });

  it("is both parties and the witnesses in the minutes", () => {
    const signatures = signaturesOf(documentOf("handover-minutes", inputOf(colocation())));
    expect(signatures.map(({ above }) => above[0])).toEqual([
      "PIHAK PERTAMA,",
      "PIHAK KEDUA,",
      "Saksi 1,",
      "Saksi 2,",
    ]);
    expect(signatures.map(({ name }) => name)).toEqual([
      "Lilis Suryani",
      "Yusuf Maulana, A.Md.",
      "Bambang Setiawan, S.Kom.",
      "",
    ]);
  });
});

describe("what a document says", () => {
  it("warns in the assessment note as the procedure does", () => {
    const note = documentOf("assessment-note", inputOf(hosting()));
    const warning = note.blocks.find(({ kind }) => kind === "warning");
    expect(JSON.stringify(warning)).toMatch(
      /Kinerja aplikasi pada suatu hosting dapat berpengaruh .* traffic internet\./,
    );
  });

  it("takes nothing of a value for a placeholder or for markup", () => {
    const document = documentOf("infeasible-notice", inputOf(caseOf("hosting-infeasible")));
    expect(JSON.stringify(document)).toContain("Sistem <b>tebal</b> & {request.id}");
    const page = renderHtml(document);
    expect(page).toContain("Sistem &lt;b&gt;tebal&lt;/b&gt; &amp; {request.id}");
    expect(page).not.toContain("<b>tebal");
  });

  it.each(["steps.decision.constructor", "request.toString", "agency.__proto__"])(
    "knows nothing of %s",
    (path) => {
      const template: DocumentTemplate = {
        ...templateOf("follow-up-letter"),
        body: [{ paragraph: `{${path}}` }],
      };
      const composed = composeDocument(template, inputOf(hosting()));
      expect(composed).toEqual({ ok: false, missing: [{ kind: "value", path }] });
    },
  );

  it("names the step that is missing", () => {
    const early = withSteps(hosting(), (steps) => {
      delete steps.creation;
    });
    const composed = composeDocument(templateOf("notification-letter"), inputOf(early));
    expect(composed).toEqual({ ok: false, missing: [{ kind: "step", path: "steps.creation" }] });
  });

  it("needs the stack's outputs for the hosting's configuration", () => {
    const { configuration: _, ...without } = hosting();
    const composed = composeDocument(templateOf("notification-letter"), inputOf(without));
    expect(composed.ok ? [] : composed.missing.map(({ path }) => path.split(".")[0])).toContain(
      "configuration",
    );
  });

  it("gives a rejection without its reason to nobody", () => {
    const silent = withSteps(caseOf("hosting-rejected"), ({ decision }) => {
      delete decision?.reason;
    });
    const composed = composeDocument(templateOf("rejection-letter"), inputOf(silent));
    expect(composed).toEqual({ ok: false, missing: [{ kind: "value", path: "steps.decision.reason" }] });
  });
});

/** Documents that come after the decision, and so tell of it. */
const TELLING = TEMPLATES.filter(({ kinds }) =>
  Object.values(kinds).some((steps) => steps.includes("decision")),
);

describe("the approval", () => {
  it("is said to be claimed and not verified in every document that tells of it", () => {
    const documents = CASES.flatMap((name) => documentsOf(inputOf(caseOf(name))));
    const telling = documents.filter(({ document }) => TELLING.some((one) => one.document === document));
    expect(new Set(telling.map(({ document }) => document)).size).toBe(TELLING.length);
    for (const { footer, blocks } of telling) {
      expect(footer).toMatch(/(Persetujuan|Keputusan): diklaim, belum diverifikasi/);
      expect(JSON.stringify(blocks)).toMatch(/(Persetujuan|Keputusan): diklaim, belum diverifikasi/);
    }
  });

  it("is not spoken of before there is a decision", () => {
    for (const { footer } of documentsOf(inputOf(caseOf("hosting-registered"))))
      expect(footer).toBe("HST-2026-0015");
  });
});

/** Every text and number of a tree, with its path. */
function leaves(data: unknown, path: string[] = []): string[][] {
  if (typeof data !== "object" || data === null) return [path];
  return Object.entries(data).flatMap(([key, value]) => leaves(value, [...path, key]));
}

function without(data: Case, [first = "", ...rest]: string[]): Case {
  const copy: Record<string, unknown> = Array.isArray(data) ? ([...data] as never) : { ...data };
  if (rest.length === 0) delete copy[first];
  else copy[first] = without(copy[first] as Case, rest);
  return copy as unknown as Case;
}

/** What the request must have to be one at all. */
const SHAPE = /^request\.(kind|id|applicant|zone|subdomain|aliases|steps\.\w+\.(at|by)$)/;

describe("any state of a request", () => {
  it.each(["hosting-finished", "colocation-finished"])("%s: no document names what is not there", (name) => {
    const complete = caseOf(name);
    const paths = leaves(complete).filter((path) => !SHAPE.test(path.join(".")));
    const steps = Object.keys(complete.request.steps).map((step) => ["request", "steps", step]);
    fc.assert(
      fc.property(fc.subarray([...paths, ...steps], { maxLength: 12 }), (gone) => {
        const state = gone.reduce((now, path) => (exists(now, path) ? without(now, path) : now), complete);
        for (const document of documentsOf(inputOf(state))) {
          const text = JSON.stringify(document.blocks);
          expect(text).not.toMatch(/undefined|\bnull\b|\[object|NaN|\{[a-z]+\.|Invalid/);
          for (const value of recordedTexts(gone, complete)) expect(text).not.toContain(value);
        }
      }),
      { numRuns: 60 },
    );
  });
});

function valueAt(data: unknown, path: string[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], data);
}

function exists(data: unknown, path: string[]): boolean {
  return valueAt(data, path) !== undefined;
}

/**
 * The texts that stood in what is gone of the steps, each of which stands in one place only: where it is gone from
 * there it must be gone everywhere.
 */
function recordedTexts(gone: string[][], complete: Case): string[] {
  const all = `${JSON.stringify(complete)}${JSON.stringify([...people.officers, ...people.agencies])}`;
  return gone
    .filter(([root, part]) => root === "request" && part === "steps")
    .flatMap((path) => leaves(valueAt(complete, path), path))
    .map((path) => valueAt(complete, path))
    .filter((value): value is string => typeof value === "string" && value.length > 5)
    .filter((value) => all.split(value).length === 2);
}
