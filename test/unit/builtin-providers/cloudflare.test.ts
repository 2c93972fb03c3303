import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type {
  BuiltinPackage,
  BuiltinResource,
  Values,
} from "../../../src/builtin-providers/builtin-resource";
import { cloudflarePackage } from "../../../src/builtin-providers/cloudflare/package";
import { CloudflareStandIn } from "./cloudflare-stand-in";

const ZONE = "023e105f4ecef8ad9ca31a8372d0c353";
let api: CloudflareStandIn;
let pack: BuiltinPackage;
let records: BuiltinResource;

beforeEach(async () => {
  api = new CloudflareStandIn();
  api.zones.set(ZONE, []);
  const baseUrl = await api.start();
  open(api.token, baseUrl);
});
afterEach(() => api.stop());

function open(token: string | undefined, baseUrl: string): void {
  const environment = { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: baseUrl };
  pack = cloudflarePackage({ version: "0.0.0", environment, windows: { quietMs: 5, longestMs: 50 } });
  pack.configure({});
  const [found] = pack.resources;
  if (!found) throw new Error("no resource");
  records = found;
}

const wanted = (name: string, over: Values = {}): Values => ({
  ...{ zoneId: ZONE, name: `${name}.cirebonkab.go.id`, type: "A", ttl: 300, content: "203.0.113.10" },
  ...{ comment: "titip HST-2026-0007", proxied: false },
  ...over,
});
const served = () =>
  (api.zones.get(ZONE) ?? []).map(({ name, type, content }) => `${name} ${type} ${content}`);

describe("records of a public zone", () => {
  it("are made together, in one batch, and read back with the API's ids", async () => {
    const made = await Promise.all(["a", "b", "c"].map((name) => records.create(wanted(name))));
    expect(api.batches).toHaveLength(1);
    expect(api.batches[0]?.posts?.map(({ comment }) => comment)).toEqual(
      Array(3).fill("titip HST-2026-0007"),
    );
    expect(made.map(({ id }) => id)).toEqual(api.zones.get(ZONE)?.map(({ id }) => id));
    expect(made[0]?.outputs).toMatchObject({
      ...wanted("a"),
      proxiable: true,
      createdOn: "2026-11-23T00:00:00Z",
    });
    const read = await Promise.all(made.map(({ id, outputs }) => records.read(id, outputs)));
    expect(read.map((one) => one?.id)).toEqual(made.map(({ id }) => id));
  });

  it("are found on whatever page they stand, with one listing for all who ask", async () => {
    for (let number = 0; number < 120; number += 1)
      api.hold(ZONE, { name: `asing${number}.cirebonkab.go.id`, type: "TXT", content: `"${number}"` });
    const { id, outputs } = await records.create(wanted("situs"));
    api.requests.length = 0;
    const read = await Promise.all([records.read(id, outputs), records.read("0".repeat(32), outputs)]);
    expect(read[0]?.id).toBe(id);
    expect(read[1]).toBeUndefined();
    // Three pages, and the empty one that ends them.
    expect(api.requests).toEqual(Array(4).fill(`GET /zones/${ZONE}/dns_records`));
  });

  it("of more than one batch's size go in several", async () => {
    await Promise.all(
      Array.from({ length: 230 }, (_, number) =>
        records.create(wanted(`situs${number}`, { content: `203.0.113.${number}` })),
      ),
    );
    expect(api.batches.map(({ posts }) => posts?.length)).toEqual([200, 30]);
  });

  it("change and go by their id; deletes come before what takes their name", async () => {
    const old = await records.create(wanted("situs"));
    const moved = await records.update(old.id, old.outputs, wanted("situs", { content: "203.0.113.11" }));
    expect(moved.content).toBe("203.0.113.11");
    const alias = { type: "CNAME", content: "a.cirebonkab.go.id" };
    await Promise.all([records.remove(old.id, moved), records.create(wanted("situs", alias))]);
    expect(served()).toEqual(["situs.cirebonkab.go.id CNAME a.cirebonkab.go.id"]);
    expect(Object.keys(api.batches.at(-1) ?? {})).toEqual(["deletes", "patches", "posts"]);
  });

  it("that are gone already are fine", async () => {
    const { id, outputs } = await records.create(wanted("situs"));
    api.zones.set(ZONE, []);
    await records.remove(id, outputs);
    expect(await records.read(id, outputs)).toBeUndefined();
  });
});

describe("what is somebody else's", () => {
  it("is never joined, changed or deleted, and the others go through", async () => {
    const before = api.hold(ZONE, { name: "arsip.cirebonkab.go.id", type: "A", content: "198.51.100.7" });
    const asked = [records.create(wanted("arsip")), records.create(wanted("situs"))];
    const [refused, made] = await Promise.allSettled(asked);
    expect(made?.status).toBe("fulfilled");
    expect(refused).toMatchObject({
      reason: { message: expect.stringContaining("arsip.cirebonkab.go.id A is held by somebody else") },
    });
    expect(api.zones.get(ZONE)?.[0]).toEqual(before);
  });

  it("includes a record of ours whose mark was taken off", async () => {
    const { id, outputs } = await records.create(wanted("situs"));
    const [record] = api.zones.get(ZONE) ?? [];
    if (record) record.comment = "milik bagian lain";
    await expect(records.remove(id, outputs)).rejects.toThrow('the comment "milik bagian lain"');
    expect(served()).toHaveLength(1);
  });
});

describe("faults of the API", () => {
  it("429 is waited out as Retry-After says", async () => {
    api.tooMany = 2;
    const begun = performance.now();
    await records.create(wanted("situs"));
    expect(performance.now() - begun).toBeGreaterThan(95); // twice 0.05 s
    expect(served()).toHaveLength(1);
  });

  it("a batch that was applied while its answer was lost is taken as done", async () => {
    api.loseAnswers = 1;
    const { id } = await records.create(wanted("situs"));
    expect(api.zones.get(ZONE)?.map((record) => record.id)).toEqual([id]);
  });

  it("one bad record of a batch stands alone: nothing of the batch, then all others", async () => {
    const asked = ["a", "b", "c"].map((name) =>
      records.create(wanted(name, name === "b" ? { ttl: 30 } : {})),
    );
    const [a, b, c] = await Promise.allSettled(asked);
    expect([a?.status, c?.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(b).toMatchObject({
      reason: {
        message: "Cloudflare: Invalid TTL. Must be between 60 and 86400 seconds, or 1 for Automatic. (9021)",
      },
    });
    expect(served()).toHaveLength(2);
  });

  it("a refused token is told with what to do, and never shown", async () => {
    const other = new CloudflareStandIn("token-yang-benar");
    other.zones.set(ZONE, []);
    open("token-yang-salah", await other.start());
    const refused = await records.create(wanted("situs")).catch((error: Error) => error.message);
    expect(refused).toContain("Authentication error (10000)");
    expect(refused).toContain("CLOUDFLARE_API_TOKEN");
    expect(refused).not.toContain("token-yang-salah");
    expect(other.requests).toHaveLength(1); // not split, not tried again
    await other.stop();
  });

  it("without a token nothing is asked", async () => {
    open(undefined, "http://127.0.0.1:9");
    await expect(async () => records.create(wanted("situs"))).rejects.toThrow("no token for the public zone");
  });
});
