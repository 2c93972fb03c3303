import { describe, expect, it } from "vitest";
import { NftablesGateway } from "../../../src/remote/gateway";
import { RemoteRejection } from "../../../src/remote/rejection";
import { ruleFields, ruleOutcomesOf, ruleSetsOf } from "../../../src/remote/rule-operation";

const ORDER = {
  request: "COL-2026-0003",
  addresses: ["10.20.40.10", "10.20.40.11"],
  access: [
    { protocol: "tcp" as const, port: 22, from: ["10.1.2.3/32", "10.20.0.0/16"] },
    { protocol: "tcp" as const, port: 443, from: [] },
  ],
};
const WORDS = "tcp:22:10.1.2.3/32 tcp:22:10.20.0.0/16 tcp:443:any";

describe("rules on the wire", () => {
  it("go as words", () => {
    expect(ruleFields({ kind: "put", order: ORDER })).toEqual([
      "put",
      "COL-2026-0003",
      "10.20.40.10 10.20.40.11",
      WORDS,
    ]);
  });

  it("come back as they went, in whatever order the kernel lists them", () => {
    const shuffled = WORDS.split(" ").reverse().join(" ");
    const line = ["rules", "COL-2026-0003", "10.20.40.11 10.20.40.10", shuffled, "yes", "no", "accept\ndrop"];
    expect(ruleSetsOf([line]).get("COL-2026-0003")).toEqual({
      ...ORDER,
      defaultDeny: true,
      restoredAtBoot: false,
      foreignRules: ["accept", "drop"],
    });
  });

  it("are an error when the reply does not tell what became of one", () => {
    expect(() => ruleOutcomesOf([{ kind: "put", order: ORDER }], [])).toThrow("COL-2026-0003");
    expect(() => ruleOutcomesOf([{ kind: "remove", request: "COL-2026-0003" }], [])).toThrow("COL-2026-0003");
  });
});

describe("a gateway", () => {
  it("refuses the guilty rule set with its request, and the others go through", async () => {
    const sent: string[][][] = [];
    const session = {
      server: "gw1",
      host: "titip@10.20.30.1:22",
      request: async () => ({ lines: [] }),
      change: async (verb: string, _args: string[] = [], body: string[][] = []) => {
        sent.push(body);
        const bad = body.find(([, , addresses]) => addresses === "10.9.9.9");
        if (bad)
          throw new RemoteRejection(verb, {
            lines: [
              ["guilty", bad[1] ?? "", "bad-address", "10.9.9.9 is no host's address in 10.20.40.0/24"],
            ],
            last: ["error", "refused", "1 operations refused", "undone=nothing-changed"],
          });
        return {
          lines: body.map(([, id = "", addresses = "", access = ""]) => [
            "rules",
            id,
            addresses,
            access,
            "yes",
            "yes",
            "",
          ]),
        };
      },
    };
    const gateway = new NftablesGateway(session, { windows: { quietMs: 1 } });
    const good = gateway.put(ORDER);
    const bad = gateway.put({ ...ORDER, request: "COL-2026-0004", addresses: ["10.9.9.9"] });
    await expect(bad).rejects.toMatchObject({ details: { request: "COL-2026-0004", server: "gw1" } });
    await expect(good).resolves.toMatchObject({ ...ORDER, defaultDeny: true });
    expect(sent.map((body) => body.length)).toEqual([2, 1]);
  });
});
