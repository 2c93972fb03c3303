import fc from "fast-check";
import { expect, test } from "vitest";
import {
  decodeField,
  encodeField,
  encodeRequest,
  type RawReply,
  ReplyReader,
} from "../../../src/remote/framing";

const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0") && value !== "-");

test("a field survives the wire, whatever stands in it, and breaks no line", () => {
  fc.assert(
    fc.property(text, (value) => {
      const field = encodeField(value);
      expect(field).not.toMatch(/[\t\n\r]|^$/);
      expect(decodeField(field)).toBe(value);
    }),
  );
  expect(encodeField("")).toBe("-");
  expect(decodeField("-")).toBe("");
  expect(() => encodeField("a\0b")).toThrow();
});

test("a request announces the bytes of its body", () => {
  expect(encodeRequest("web-read", [], []).toString()).toBe("web-read\t0\n");
  expect(
    encodeRequest(
      "x",
      ["a b"],
      [
        ["put", "é\n"],
        ["remove", ""],
      ],
    ).toString(),
  ).toBe(
    "x\t20\ta b\nput\té\\n\nremove\t-\n".replace(
      "\t20\t",
      `\t${Buffer.byteLength("put\té\\n\nremove\t-\n")}\t`,
    ),
  );
});

test("replies are cut from any pieces of the stream, after what a login shell printed", () => {
  const stream = Buffer.from(
    "Selamat datang\ntitip-host\t1\tweb1\n+site\tA\tbaris\\n\n+site\tB\t-\nok\nerror\tlocked\theld é\towner=x\n",
  );
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
      const replies: RawReply[] = [];
      const greetings: string[][] = [];
      const reader = new ReplyReader(
        (fields) => greetings.push(fields),
        (reply) => replies.push(reply),
      );
      for (let at = 0, turn = 0; at < stream.length; turn++) {
        const size = sizes[turn % sizes.length] ?? 1;
        reader.push(stream.subarray(at, at + size));
        at += size;
      }
      expect(greetings).toEqual([["titip-host", "1", "web1"]]);
      expect(replies).toEqual([
        {
          lines: [
            ["site", "A", "baris\n"],
            ["site", "B", ""],
          ],
          last: ["ok"],
        },
        { lines: [], last: ["error", "locked", "held é", "owner=x"] },
      ]);
    }),
  );
});
