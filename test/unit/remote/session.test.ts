import { EventEmitter } from "node:events";
import { PassThrough } from "node:stream";
import type { ClientChannel } from "ssh2";
import { expect, test } from "vitest";
import type { RemoteChannel } from "../../../src/remote/channel";
import { RemoteRejection } from "../../../src/remote/rejection";
import { Session } from "../../../src/remote/session";

const inventory = {
  role: "web",
  address: "10.0.0.1",
  ssh: { host: "10.0.0.1", host_key: "ssh-ed25519 AAAA" },
};

/** A helper that answers each request line with what `answer` says; `undefined` cuts the connection. */
function helper(answer: (line: string) => string | undefined, greeting = "titip-host\t1\tweb1\n") {
  const lines: string[] = [];
  const open = async (): Promise<RemoteChannel> => {
    const stream = Object.assign(new EventEmitter(), {
      stderr: new PassThrough(),
      write: (data: Buffer) => {
        const line = data.toString().split("\n")[0] ?? "";
        lines.push(line);
        const reply = answer(line);
        setImmediate(() =>
          reply === undefined ? stream.emit("close") : stream.emit("data", Buffer.from(reply)),
        );
      },
      end: () => setImmediate(() => stream.emit("close")),
    });
    setImmediate(() => stream.emit("data", Buffer.from(greeting)));
    return { stream: stream as unknown as ClientChannel, dispose: () => undefined };
  };
  return { lines, session: new Session("web1", inventory, { open, owner: "saya" }) };
}

test("replies belong to requests in their order; one lock serves all changes", async () => {
  const { session, lines } = helper((line) => `+echo\t${line.split("\t")[0]}\nok\n`);
  const replies = await Promise.all([session.request("a"), session.change("b"), session.change("c")]);
  expect(replies.map((reply) => reply.lines[0]?.[1])).toEqual(["a", "b", "c"]);
  expect(lines.filter((line) => line.startsWith("lock"))).toEqual(["lock\t0\tsaya\t30"]);
  await session.close();
});

test("a request that cannot be sent leaves the replies to the others", async () => {
  const { session } = helper((line) => `+echo\t${line.split("\t")[0]}\nok\n`);
  const [refused, sent] = await Promise.allSettled([session.request("a", ["\0"]), session.request("b")]);
  expect(refused).toMatchObject({
    status: "rejected",
    reason: expect.objectContaining({ message: expect.stringContaining("NUL") }),
  });
  expect(sent).toMatchObject({ status: "fulfilled", value: { lines: [["echo", "b"]] } });
  await session.close();
});

test("an error reply is a rejection with its code and fields", async () => {
  const { session } = helper(() => "+guilty\tX\nerror\tname-taken\tkata\tundone=all\n");
  const error = await session.request("web-apply").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(RemoteRejection);
  expect(error).toMatchObject({
    code: "name-taken",
    words: "kata",
    fields: { undone: "all" },
    lines: [["guilty", "X"]],
  });
  await session.close();
});

test("a cut connection rejects what waits; the next request connects and locks again", async () => {
  let cut = true;
  const { session, lines } = helper((line) => (line.startsWith("b") && cut ? undefined : "ok\n"));
  await expect(session.change("b")).rejects.toThrow(/sambungan terputus|connection was lost/);
  cut = false;
  await session.change("b");
  expect(lines.map((line) => line.split("\t")[0])).toEqual(["lock", "b", "lock", "b"]);
  await session.close();
});

test("another protocol is refused before anything is sent", async () => {
  const { session, lines } = helper(() => "ok\n", "titip-host\t2\tweb1\n");
  await expect(session.request("a")).rejects.toThrow(/protokol 2|protocol 2/);
  expect(lines).toEqual([]);
});
