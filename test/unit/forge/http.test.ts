import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { github } from "../../../src/forge/github";
import { ForgeHttp } from "../../../src/forge/http";

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function http(api: string) {
  const waits: number[] = [];
  const sleep = async (milliseconds: number) => {
    waits.push(milliseconds);
  };
  const headers = { Authorization: "Bearer rahasia" };
  return { waits, client: new ForgeHttp({ api, headers, sleep, timeoutMs: 500 }) };
}

describe("a forge that is not well", () => {
  it.each([401, 403, 404, 422, 500])("%i is told with its words, and not asked again", async (status) => {
    let count = 0;
    const api = await serve((_, response) => {
      count += 1;
      response.statusCode = status;
      response.end('{"message":"begitulah"}');
    });
    await expect(http(api).client.json("/x?token=y")).rejects.toMatchObject({
      status,
      words: "begitulah",
      request: "GET /x",
    });
    expect(count).toBe(1);
  });

  it.each([429, 502, 503])("%i passes: asked again as it wishes", async (status) => {
    let count = 0;
    const api = await serve((_, response) => {
      count += 1;
      response.statusCode = count < 3 ? status : 200;
      if (count === 1) response.setHeader("Retry-After", "7");
      response.end("[]");
    });
    const { client, waits } = http(api);
    expect(await client.json("/x")).toEqual([]);
    expect(waits).toEqual([7000, 2000]);
  });

  it("something to be made is not asked for twice when its answer is lost", async () => {
    let count = 0;
    const api = await serve((request) => {
      count += 1;
      request.socket.destroy();
    });
    const { client } = http(api);
    await expect(client.json("/x", { method: "POST", body: {} })).rejects.toThrow();
    expect(count).toBe(1);
  });

  it("a reading whose answer is lost, or does not come, is asked for five times at most", async () => {
    let count = 0;
    const api = await serve(() => {
      count += 1;
    });
    await expect(http(api).client.json("/x")).rejects.toMatchObject({ status: undefined });
    expect(count).toBe(5);
  });

  it("HTML is no answer", async () => {
    const api = await serve((_, response) => response.end("<html>Masuk"));
    await expect(http(api).client.json("/x")).rejects.toThrow(/no JSON: <html>Masuk/);
  });

  it("an answer without end is cut off, and so are pages without end", async () => {
    const api = await serve((request, response) => {
      if (request.url?.startsWith("/pages")) response.end(JSON.stringify([1, 2]));
      else response.end(Buffer.alloc((20 << 20) + 1, 32));
    });
    await expect(http(api).client.text("/x")).rejects.toThrow(/more than 20971520 bytes/);
    await expect(http(api).client.all("/pages", 2)).rejects.toThrow(/more than 100 pages/);
  });

  it("the token goes to no other place", async () => {
    const seen: unknown[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers);
      response.end("[]");
    });
    const api = await serve((_, response) => {
      response.writeHead(302, { Location: `${other}/x` });
      response.end();
    });
    await expect(http(api).client.json("/x")).rejects.toMatchObject({ status: 302 });
    expect(seen).toEqual([]);
  });

  it("a workflow's token on GitHub may not ask who it is", async () => {
    const api = await serve((_, response) => {
      response.statusCode = 403;
      response.end('{"message":"Resource not accessible by integration"}');
    });
    const forge = github({ api, repository: "kominfo/titip", token: "x" });
    expect(await forge.account()).toBe("github-actions[bot]");
  });

  it("an answer of another form is refused by the field that is missing", async () => {
    const api = await serve((_, response) => response.end('{"number":"7"}'));
    const forge = github({ api, repository: "kominfo/titip", token: "x" });
    await expect(forge.pull(7)).rejects.toThrow(/no number 'number'/);
  });
});
