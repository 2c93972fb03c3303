import { expect, test } from "vitest";
import type { SiteOrder } from "../../../src/remote/fleet";
import { extrasField, operationFields, parseSite } from "../../../src/remote/site-operation";

const order: SiteOrder = {
  request: "HST-2026-0007",
  account: { name: "hst-2026-0007", uid: 20007 },
  address: "10.20.30.11",
  configuration: "<VirtualHost *:80>\n</VirtualHost>\n",
  placeholder: "<p>",
};

test("a site with nothing beside its virtual host is put as it always was", () => {
  const fields = ["put", "HST-2026-0007", "hst-2026-0007", "20007", "10.20.30.11", "shared"];
  expect(operationFields({ kind: "put", order })).toEqual([...fields, order.configuration, "<p>"]);
  expect(operationFields({ kind: "put", order: { ...order, extras: [] } })).toHaveLength(8);
});

test("what it has beside is one more field, and comes back as it went", () => {
  const extras = [
    ["pool", "[global]\npid = x\n"],
    ["secret", "database.env", "a\tb\\n\r"],
    ["storage", "1024"],
    ["empty", ""],
  ] as const;
  const fields = operationFields({ kind: "put", order: { ...order, extras } });
  expect(fields).toHaveLength(9);
  expect(fields[8]).toBe(extrasField(extras));
  const site = ["site", "HST-2026-0007", "", "hst-2026-0007", "20007", "20007", ""];
  expect(parseSite([...site, extrasField(extras)]).extras).toEqual(extras);
  expect(parseSite(site)).not.toHaveProperty("extras");
});
