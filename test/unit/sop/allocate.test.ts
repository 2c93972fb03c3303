import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HostingRequest } from "../../../src/schema/generated/hosting-request";
import { allocate, NOTHING_KNOWN } from "../../../src/sop/allocate";
import { approved, aRequest, aSite } from "../support/a-site";

const NOW = "2026-11-23T10:00:00+07:00";

function allocated(requests: HostingRequest[], request: HostingRequest, reality = NOTHING_KNOWN) {
  const result = allocate(aSite([...requests, request]), request, NOW, reality);
  if ("refusal" in result) throw new Error(result.refusal.en);
  return result.allocation;
}

function refusal(requests: HostingRequest[], request: HostingRequest, reality = NOTHING_KNOWN): string {
  const result = allocate(aSite([...requests, request]), request, NOW, reality);
  return "refusal" in result ? result.refusal.en : "";
}

/** Assesses and approves requests one after the other, as a year of pull requests does. */
function oneAfterTheOther(requests: HostingRequest[]): HostingRequest[] {
  const done: HostingRequest[] = [];
  for (const request of requests) {
    const { ipv4, uid } = allocated(done, request);
    done.push(approved(request, ipv4, uid));
  }
  return done;
}

describe("allocation", () => {
  it("gives the first free address of the pool, passing over reserved ones", () => {
    const first = [
      approved(aRequest(1), "10.20.30.100", 20000),
      approved(aRequest(2), "10.20.30.101", 20001),
    ];
    expect(allocated(first, aRequest(3))).toEqual({
      server: "web1",
      network: "terbatas",
      ipv4: "10.20.30.103",
      uid: 20002,
    });
  });

  it("gives a public site the shared address of its web server", () => {
    const request = aRequest(1, {
      application: { name: "Portal", runtime: "static", classification: "public" },
    });
    expect(allocated([], request)).toMatchObject({ network: "publik", ipv4: "10.20.30.11" });
  });

  it("takes the next server when the first holds as many sites as it may", () => {
    const full = [1, 2, 3].map((n) => approved(aRequest(n), `10.20.30.${99 + n}`, 20000 + n));
    expect(allocated(full, aRequest(4)).server).toBe("web2");
  });

  it("takes the next server when storage would not fit", () => {
    const large = aRequest(1, { resources: { storage: "1024 GiB", memory: "1 GiB", bandwidth: "1 Mbit/s" } });
    expect(allocated([approved(large, "10.20.30.100", 20000)], aRequest(2)).server).toBe("web2");
  });

  it("passes over what the servers hold already", () => {
    const reality = {
      addresses: new Set(["10.20.30.100"]),
      names: new Set<string>(),
      uids: new Set([20000]),
    };
    expect(allocated([], aRequest(1), reality)).toMatchObject({ ipv4: "10.20.30.101", uid: 20001 });
  });

  it("refuses a name that somebody else holds on the servers", () => {
    const reality = { ...NOTHING_KNOWN, names: new Set(["situs1.cirebonkab.go.id"]) };
    expect(refusal([], aRequest(1), reality)).toContain(
      "situs1.cirebonkab.go.id is held on the servers by somebody else",
    );
  });

  it("lets a released address rest for the quarantine, and never gives its uid again", () => {
    const closed = (at: string): HostingRequest => {
      const request = approved(aRequest(1), "10.20.30.100", 20000);
      return { ...request, steps: { ...request.steps, closure: { at, by: "kabid", reason: "selesai" } } };
    };
    expect(allocated([closed("2026-08-26T10:00:00+07:00")], aRequest(2))).toMatchObject({
      ipv4: "10.20.30.101",
      uid: 20001,
    });
    expect(allocated([closed("2026-08-25T10:00:00+07:00")], aRequest(2))).toMatchObject({
      ipv4: "10.20.30.100",
      uid: 20001,
    });
  });

  it("frees what was only reserved for a rejected request, but not its uid", () => {
    const request = approved(aRequest(1), "10.20.30.100", 20000);
    const rejected = {
      ...request,
      steps: {
        ...request.steps,
        decision: { at: "2026-11-10T09:00:00+07:00", by: "kabid", result: "rejected" as const },
      },
    };
    expect(allocated([rejected], aRequest(2))).toMatchObject({ ipv4: "10.20.30.100", uid: 20001 });
  });

  it("says which pool is exhausted, and where to widen it", () => {
    const all = oneAfterTheOther(Array.from({ length: 9 }, (_, i) => aRequest(i + 1)));
    expect(refusal(all, aRequest(10))).toBe(
      "network terbatas (10.20.30.100–10.20.30.109) has no free address left, counting those in quarantine; widen its pool in datacenter/networks.yaml",
    );
  });

  it("says when no network or server fits", () => {
    const restricted = aRequest(1, {
      application: { name: "X", runtime: "static", classification: "restricted" },
    });
    const php = aRequest(1, { application: { name: "X", runtime: "php", classification: "limited" } });
    expect(refusal([], restricted)).toContain("no network serves hosting of classification restricted");
    expect(refusal([], php)).toContain("no web server for runtime php");
  });
});

describe("allocation, whatever the requests", () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 9 });

  it("gives no value twice", () => {
    fc.assert(
      fc.property(numbers, (ids) => {
        const pins = oneAfterTheOther(ids.map((n) => aRequest(n))).map(
          ({ steps }) => steps.assessment?.allocation,
        );
        expect(new Set(pins.map((pin) => pin?.ipv4)).size).toBe(ids.length);
        expect(new Set(pins.map((pin) => pin?.uid)).size).toBe(ids.length);
      }),
    );
  });

  it("does not depend on the order of the others", () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (ids, seed) => {
        const all = oneAfterTheOther(ids.map((n) => aRequest(n)));
        const others = all.slice(0, -1);
        const turn = others.length === 0 ? 0 : seed % others.length;
        const turned = [...others.slice(turn), ...others.slice(0, turn)].reverse();
        const last = aRequest(ids.at(-1) ?? 0);
        expect(allocated(turned, last)).toEqual(allocated(others, last));
      }),
    );
  });

  it("moves nothing that was given, whatever is added or removed later", () => {
    fc.assert(
      fc.property(numbers, fc.nat(), (ids, seed) => {
        const all = oneAfterTheOther(ids.map((n) => aRequest(n)));
        const rest = all.filter((_, i) => i !== seed % all.length);
        const grown = oneAfterTheOther([]).concat(rest);
        for (const request of grown) {
          expect(request.steps.assessment?.allocation).toEqual(
            all.find(({ id }) => id === request.id)?.steps.assessment?.allocation,
          );
        }
        const held = rest.map(({ steps }) => steps.assessment?.allocation?.ipv4);
        if (rest.length < 9) expect(held).not.toContain(allocated(rest, aRequest(10_000)).ipv4);
      }),
    );
  });
});

describe("a database", () => {
  const database = { engine: "postgresql" as const, size: "10 GiB", connections: 30 };
  const wishes = (number: number, need = database) =>
    aRequest(number, {
      resources: { storage: "1 GiB", memory: "128 MiB", bandwidth: "1 Mbit/s", database: need },
    });
  const site = (requests: HostingRequest[]) => {
    const plain = aSite(requests);
    const server = (key: string, engines: ("mariadb" | "postgresql")[], connections: number) => {
      const capacity = { database: "25 GiB", connections };
      const address = "10.20.30.21";
      return [
        key,
        {
          role: "database" as const,
          address,
          engines,
          capacity,
          ssh: { host: address, user: "titip", host_key: "" },
        },
      ] as const;
    };
    const servers = new Map([
      ...plain.servers,
      server("db1", ["mariadb"], 100),
      server("db2", ["postgresql"], 50),
    ]);
    return { ...plain, servers };
  };
  const given = (others: HostingRequest[], request: HostingRequest, reality = NOTHING_KNOWN) =>
    allocate(site([...others, request]), request, NOW, reality);
  const holding = (request: HostingRequest, ipv4: string, uid: number, name: string) => {
    const done = approved(request, ipv4, uid);
    const { assessment } = done.steps;
    if (assessment?.allocation) assessment.allocation.database = { server: "db2", name };
    return done;
  };

  it("stands on the first server with its engine, under the request's id", () => {
    expect(given([], wishes(7))).toMatchObject({
      allocation: { server: "web1", database: { server: "db2", name: "hst_2026_0007" } },
    });
    expect(given([], aRequest(7))).toHaveProperty("allocation");
    expect(given([], aRequest(7))).not.toHaveProperty("allocation.database");
  });

  it("has a name that nobody has there, or had", () => {
    const databases = new Set(["db1/hst_2026_0007_b", "db2/hst_2026_0007"]);
    expect(given([], wishes(7), { ...NOTHING_KNOWN, databases })).toMatchObject({
      allocation: { database: { name: "hst_2026_0007_b" } },
    });
    const small = { ...database, connections: 10 };
    const other = holding(wishes(1, small), "10.20.30.100", 20000, "hst_2026_0007");
    expect(given([other], wishes(7))).toMatchObject({
      allocation: { database: { name: "hst_2026_0007_b" } },
    });
  });

  it("is refused with the sum where no server has room, and where none offers its engine", () => {
    const other = holding(wishes(1), "10.20.30.100", 20000, "hst_2026_0001");
    expect(given([other], wishes(7))).toMatchObject({
      refusal: {
        en: expect.stringContaining("db2: 30 connections + 30 connections = 60 connections > 50 connections"),
      },
    });
    expect(refusal([], wishes(7))).toBe(
      "no database server offers postgresql; add one to datacenter/servers.yaml",
    );
  });
});
