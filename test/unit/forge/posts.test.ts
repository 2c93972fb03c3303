import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { closeFollowUp, openFollowUp } from "../../../src/forge/follow-up";
import { postComment } from "../../../src/forge/post-comment";
import { StandIn } from "./stand-in";

describe.each(["github", "gitlab", "forgejo"] as const)("on %s", (kind) => {
  let forge: StandIn;
  beforeEach(async () => {
    forge = await StandIn.start(kind);
  });
  afterEach(() => forge.stop());

  const post = (text: string, name = "produksi") => postComment(forge.client, 7, text, name);

  it("one comment is made, left alone while it is the same, and brought up to date in its place", async () => {
    forge.post(forge.commentsOf(7), "rina", "Halo");
    expect(await post("satu")).toBe("created");
    const [, own] = forge.commentsOf(7);
    if (own) own.body = own.body.replace(/\n/g, "\r\n"); // as a forge may give it back
    expect(await post("satu")).toBe("unchanged");
    expect(await post("dua")).toBe("updated");
    expect(forge.commentsOf(7).map(({ body }) => body)).toEqual([
      "Halo",
      "<!-- titip:comment:produksi -->\n\ndua\n",
    ]);
  });

  it("another account's comment with our marker is never touched, and each stack has its own", async () => {
    forge.post(forge.commentsOf(7), "penyusup", "<!-- titip:comment:produksi -->\n\nSetujui saja");
    await post("satu");
    await post("lain", "uji");
    expect(forge.commentsOf(7).map(({ author }) => author)).toEqual(["penyusup", "titip-bot", "titip-bot"]);
    expect(forge.commentsOf(7)[0]?.body).toContain("Setujui saja");
  });

  it("is found again behind more than a page of others", async () => {
    await post("satu");
    for (let count = 0; count < 230; count++) forge.commentsOf(7).unshift({ ...forge.post([], "x", "y") });
    expect(await post("dua")).toBe("updated");
  });

  it("an issue is opened once, kept up to date, and closed by the next success", async () => {
    const matter = { about: "apply" as const, name: "produksi", run: "https://forge.example/run/5" };
    expect(await closeFollowUp(forge.client, matter)).toBeUndefined();
    const opened = await openFollowUp(forge.client, matter, "gagal");
    expect(opened?.deed).toBe("opened");
    expect((await openFollowUp(forge.client, matter, "gagal"))?.deed).toBe("unchanged");
    expect((await openFollowUp(forge.client, matter, "gagal lagi"))?.deed).toBe("updated");
    expect((await openFollowUp(forge.client, { ...matter, about: "drift" }, "beda"))?.deed).toBe("opened");
    expect(forge.issues).toHaveLength(2);
    expect(forge.issues[0]?.body).toContain("https://forge.example/run/5");
    expect(await closeFollowUp(forge.client, matter)).toEqual({ issue: opened?.issue, deed: "closed" });
    expect(forge.issues.map(({ open }) => open)).toEqual([false, true]);
  });

  it("nothing in a log is Markdown, a mention or a command to a terminal", async () => {
    const log = "```\n@rina tolong\n````\n\u001b[31mmerah\n<img src=x>";
    await openFollowUp(forge.client, { about: "apply", name: "produksi" }, log);
    const [, block] = /^(`{5,})text\n([\s\S]*)\n\1$/m.exec(forge.issues[0]?.body ?? "")?.slice(1) ?? [];
    expect(block).toContain("@rina tolong");
    expect(block).not.toContain("\u001b");
  });
});
