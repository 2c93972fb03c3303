import { describe, expect, it } from "vitest";
import { printable } from "../../../src/printable";
import { dateText, timeText } from "../../../src/report/date-text";
import { displayWidth, padTo } from "../../../src/report/display-width";
import { textFields, textTable } from "../../../src/report/text-table";

describe("width on a terminal", () => {
  it.each([
    ["abc", 3],
    ["SIMPUS – Puskesmas", 18],
    ["日本", 4],
    ["e\u0301", 1],
    ["", 0],
  ])("%s", (text, width) => expect(displayWidth(text)).toBe(width));

  it("pads by columns and never cuts", () => {
    expect(padTo("日本", 6)).toBe("日本  ");
    expect(padTo("abcdef", 3)).toBe("abcdef");
  });
});

it("printable keeps letters and replaces what moves the cursor or the reading direction", () => {
  expect(printable("Épuskesmas\u001b[2J\n\u202egnp.exe")).toBe("Épuskesmas\ufffd[2J\ufffd\ufffdgnp.exe");
});

it("a table has its columns aligned and no space at line ends", () => {
  expect(
    textTable(
      ["A", "Nama"],
      [
        ["日本", "x"],
        ["y", ""],
      ],
    ),
  ).toBe("A     Nama\n----  ----\n日本  x\ny");
});

it("fields stand under each other", () => {
  expect(
    textFields(
      [
        ["Server", ["web1"]],
        ["DNS", ["a", "b"]],
      ],
      "  ",
    ),
  ).toBe("  Server  web1\n  DNS     a\n          b");
});

describe("dates", () => {
  it.each([
    ["2026-11-09T08:40:00+07:00", "id", "9 November 2026 pukul 08.40 WIB"],
    ["2026-08-01T23:05:00+09:00", "id", "1 Agustus 2026 pukul 23.05 WIT"],
    ["2026-08-01T23:05:00+08:00", "en", "1 August 2026 23:05 WITA"],
    ["2026-08-01T23:05:00-03:30", "en", "1 August 2026 23:05 UTC-03:30"],
    ["besok", "id", "besok"],
  ] as const)("%s in %s", (time, lang, text) => expect(timeText(time, lang)).toBe(text));

  it("a day has no hour", () => expect(dateText("2026-05-02", "id")).toBe("2 Mei 2026"));
});
