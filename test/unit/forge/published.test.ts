import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { Forge } from "../../../src/forge/forge";
import { StandIn } from "./stand-in";

/**
 * Everything that Titip asks of a forge is in the forge's published description: of GitHub, `@octokit/openapi-types`,
 * made of its OpenAPI document; of Forgejo, `gitea-js`, made of the Swagger document that both projects share. GitLab
 * publishes none that npm has: its paths are held against docs.gitlab.com/api by hand. The answers' fields are held by
 * their types, in the stand-in.
 */
const packages = createRequire(join(process.cwd(), "package.json"));

/** `GET /repos/{}/{}/pulls/{}`, every variable part without its name. */
function githubOperations(): Set<string> {
  const folder = dirname(packages.resolve("@octokit/openapi-types/package.json"));
  const operations = new Set<string>();
  let path = "";
  for (const line of readFileSync(join(folder, "types.d.ts"), "utf8").split("\n")) {
    path = /^ {2}"(\/[^"]*)": \{$/.exec(line)?.[1] ?? path;
    const method = /^ {4}(get|post|put|patch|delete): operations\[/.exec(line)?.[1];
    if (method) operations.add(`${method.toUpperCase()} ${path.replace(/\{\w+\}/g, "{}")}`);
  }
  return operations;
}

function forgejoOperations(): Set<string> {
  const text = readFileSync(packages.resolve("gitea-js"), "utf8");
  const found = text.matchAll(/path: `([^`]+)`,\s+method: "([A-Z]+)"/g);
  return new Set([...found].map(([, path = "", method]) => `${method} ${path.replace(/\$\{\w+\}/g, "{}")}`));
}

function isPublished(operations: ReadonlySet<string>, asked: string): boolean {
  return [...operations].some((operation) => {
    const expression = operation.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\}/g, "[^/]+");
    // The path of a file may have folders in it.
    return new RegExp(`^${expression.replace(/((?:contents|raw)\/)\[\^\/\]\+$/, "$1.+")}$`).test(asked);
  });
}

const COMMIT = "a".repeat(40);

/** Asks for everything once. */
async function askAll(forge: Forge): Promise<void> {
  await forge.account();
  const pull = await forge.pull(7);
  expect(await forge.pullOf("b".repeat(40))).toMatchObject({ number: 7 });
  expect(await forge.changedFiles(pull)).toContain("requests/hosting/HST-2026-0008.yaml");
  expect(await forge.reviews(pull)).toMatchObject([{ account: "rina-w", commit: COMMIT }]);
  expect(await forge.fileAt("requests/hosting/HST-2026-0008.yaml", COMMIT)).toBe("isi\n");
  await forge.createComment(7, "komentar");
  const [comment] = await forge.comments(7);
  await forge.updateComment(7, comment?.id ?? 0, "lain");
  const issue = await forge.createIssue("judul", "isi");
  expect(await forge.issuesOf("titip-bot")).toHaveLength(1);
  await forge.updateIssue(issue, "lain");
  await forge.closeIssue(issue, "selesai");
}

let standIn: StandIn | undefined;
afterEach(() => standIn?.stop());

describe.each([
  ["github", githubOperations],
  ["forgejo", forgejoOperations],
] as const)("%s", (kind, read) => {
  it("publishes every operation that is asked of it", async () => {
    const operations = read();
    expect(operations.size).toBeGreaterThan(300);
    expect(isPublished(operations, "GET /repos/kominfo/titip/nothing-of-the-kind")).toBe(false);
    standIn = await StandIn.start(kind);
    standIn.file = () => "isi\n";
    standIn.pulls.push({
      ...{ number: 7, author: "dinkes-it", head: COMMIT, base: "c".repeat(40), merged: "b".repeat(40) },
      files: ["requests/hosting/HST-2026-0008.yaml"],
      reviews: [{ account: "rina-w", commit: COMMIT, state: "APPROVED" }],
    });
    await askAll(standIn.client);
    const asked = [...new Set(standIn.asked.map(({ method, path }) => `${method} ${path}`))];
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((one) => !isPublished(operations, one))).toEqual([]);
  });
});
