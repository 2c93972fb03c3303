import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { components as GitHubTypes } from "@octokit/openapi-types";
import type { Issue, PullRequest, PullReview } from "gitea-js";
import type { Forge, ForgeKind } from "../../../src/forge/forge";
import { forgejo } from "../../../src/forge/forgejo";
import { github } from "../../../src/forge/github";
import { gitlab } from "../../../src/forge/gitlab";

export interface StandInPull {
  number: number;
  author: string;
  head: string;
  base: string;
  /** Commit that it was merged as. */
  merged?: string;
  files: string[];
  reviews: { account: string; commit: string; state: "APPROVED" | "CHANGES" | "DISMISSED" }[];
}

interface StandInPost {
  id: number;
  author: string;
  body: string;
  open: boolean;
  title?: string;
}

export interface Asked {
  method: string;
  path: string;
  token: string;
}

/** A forge in memory: what Titip asks of one, in the published form of each kind's answers. */
export class StandIn {
  readonly asked: Asked[] = [];
  readonly comments = new Map<number, StandInPost[]>();
  readonly issues: StandInPost[] = [];
  pulls: StandInPull[] = [];
  /** Text of a file at a commit. */
  file: (path: string, commit: string) => string | undefined = () => undefined;
  account = "titip-bot";
  private posts = 100;

  private constructor(
    readonly kind: ForgeKind,
    private readonly server: Server,
  ) {}

  static async start(kind: ForgeKind): Promise<StandIn> {
    const server = createServer();
    const standIn = new StandIn(kind, server);
    server.on("request", async (request, response) => {
      const body = await textOf(request);
      const answer = standIn.answer(request, body === "" ? {} : JSON.parse(body));
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(
        typeof answer === "string" ? answer : JSON.stringify(answer ?? { message: "404 Not Found" }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return standIn;
  }

  get api(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get client(): Forge {
    const make = { github, gitlab, forgejo }[this.kind];
    return make({ api: this.api, repository: "kominfo/titip", token: "rahasia-token" });
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  post(list: StandInPost[], author: string, body: string, title?: string): StandInPost {
    this.posts += 1;
    const made = { id: this.posts, author, body, open: true, title };
    list.push(made);
    return made;
  }

  commentsOf(pull: number): StandInPost[] {
    const list = this.comments.get(pull) ?? [];
    this.comments.set(pull, list);
    return list;
  }

  private answer(request: IncomingMessage, body: Record<string, string>): unknown {
    const url = new URL(request.url ?? "", this.api);
    const { authorization = "", "private-token": own = "" } = request.headers;
    const token = String(own) || authorization;
    this.asked.push({ method: request.method ?? "", path: decodeURIComponent(url.pathname), token });
    if (!token.endsWith("rahasia-token")) return undefined;
    const handle = this.kind === "gitlab" ? gitlabAnswer : hubAnswer;
    const found = handle(this, request.method ?? "", url, body);
    const page = Number(url.searchParams.get("page") ?? 1);
    const size = Number(url.searchParams.get("per_page") ?? url.searchParams.get("limit") ?? 30);
    return Array.isArray(found) ? found.slice((page - 1) * size, page * size) : found;
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

type Body = Record<string, string>;

/** GitHub's and Forgejo's forms. */
function hubAnswer(forge: StandIn, method: string, url: URL, body: Body): unknown {
  if (url.pathname === "/user") return { login: forge.account, id: 1 };
  const path = url.pathname.replace("/repos/kominfo/titip", "");
  const [, area = "", first = "", second = "", third = ""] = path.split("/");
  const pull = forge.pulls.find(({ number }) => String(number) === first);
  if (area === "pulls" && second === "" && pull) return hubPull(forge, pull);
  if (area === "pulls" && second === "files")
    return pull?.files.map((filename) => ({ filename, status: "added" }));
  if (area === "pulls" && second === "reviews")
    return pull?.reviews.map((review, id) => hubReview(forge, review, id));
  if (area === "commits") {
    const merged = forge.pulls.filter((one) => one.merged === first).map((one) => hubPull(forge, one));
    return second === "pull" ? merged[0] : merged;
  }
  if (area === "contents" || area === "raw")
    return forge.file(
      decodeURIComponent(path.split("/").slice(2).join("/")),
      url.searchParams.get("ref") ?? "",
    );
  if (area !== "issues") return undefined;
  if (first === "comments") return edit([...forge.comments.values()].flat(), second, body, hubPost);
  if (first === "" && method === "POST")
    return hubPost(forge.post(forge.issues, forge.account, body.body ?? "", body.title));
  if (first === "") {
    const author = url.searchParams.get("creator") ?? url.searchParams.get("created_by");
    return forge.issues.filter((one) => one.open && one.author === author).map(hubPost);
  }
  if (second === "comments") {
    const list = forge.commentsOf(Number(first));
    return method === "POST" ? hubPost(forge.post(list, forge.account, body.body ?? "")) : list.map(hubPost);
  }
  return third === "" ? edit(forge.issues, first, body, hubPost) : undefined;
}

/** An answer as far as it is made here: only fields that the published description has, of the types it gives them. */
type Published<T> = T extends readonly (infer One)[]
  ? Published<One>[]
  : T extends object
    ? { [Key in keyof T]?: Published<T[Key]> }
    : T;

type GitHub<Name extends keyof GitHubTypes["schemas"]> = Published<GitHubTypes["schemas"][Name]>;

function hubPull({ kind }: StandIn, pull: StandInPull) {
  return kind === "forgejo" ? forgejoPull(pull) : githubPull(pull);
}

function githubPull({ number, author, head, base, merged }: StandInPull): GitHub<"pull-request"> {
  return {
    number,
    user: { login: author },
    head: { sha: head },
    base: { sha: base },
    merged_at: merged ? "2026-11-24T03:00:00Z" : null,
    merge_commit_sha: merged ?? null,
  };
}

function forgejoPull({ number, author, head, base, merged }: StandInPull): Published<PullRequest> {
  return {
    number,
    user: { login: author },
    head: { sha: head },
    base: { sha: "0".repeat(40) },
    merge_base: base,
    merged: merged !== undefined,
    ...(merged === undefined ? {} : { merged_at: "2026-11-24T03:00:00Z", merge_commit_sha: merged }),
  };
}

type StandInReview = StandInPull["reviews"][number];

function hubReview({ kind }: StandIn, review: StandInReview, id: number) {
  return kind === "forgejo" ? forgejoReview(review, id) : githubReview(review, id);
}

function githubReview({ account, commit, state }: StandInReview, id: number): GitHub<"pull-request-review"> {
  const words = { APPROVED: "APPROVED", DISMISSED: "DISMISSED", CHANGES: "CHANGES_REQUESTED" };
  return { id, user: { login: account }, state: words[state], commit_id: commit };
}

/** A review that was dismissed keeps its word, and is marked. */
function forgejoReview({ account, commit, state }: StandInReview, id: number): Published<PullReview> {
  const words = { APPROVED: "APPROVED", DISMISSED: "APPROVED", CHANGES: "REQUEST_CHANGES" };
  return {
    id,
    user: { login: account },
    state: words[state],
    commit_id: commit,
    official: true,
    stale: true,
    dismissed: state === "DISMISSED",
  };
}

function hubPost({ id, author, body, title }: StandInPost): GitHub<"issue"> & Published<Issue> {
  return { id, number: id, user: { login: author }, body, title };
}

function edit<T>(list: StandInPost[], id: string, body: Body, form: (post: StandInPost) => T): T | undefined {
  const post = list.find((one) => String(one.id) === id);
  if (!post) return undefined;
  post.body = body.body ?? body.description ?? post.body;
  if (body.state === "closed" || body.state_event === "close") post.open = false;
  return form(post);
}

/** GitLab's forms. */
function gitlabAnswer(forge: StandIn, method: string, url: URL, body: Body): unknown {
  if (url.pathname === "/user") return { username: forge.account, id: 1 };
  const path = url.pathname.replace(`/projects/${encodeURIComponent("kominfo/titip")}`, "");
  const [, area = "", first = "", second = "", third = ""] = path.split("/");
  const pull = forge.pulls.find(({ number }) => String(number) === first);
  if (area === "repository" && first === "commits")
    return forge.pulls.filter((one) => one.merged === second).map(gitlabPull);
  if (area === "repository") return forge.file(decodeURIComponent(second), url.searchParams.get("ref") ?? "");
  if (area === "issues" && second === "notes")
    return gitlabPost(forge.post([], forge.account, body.body ?? ""));
  if (area === "issues" && first !== "") return edit(forge.issues, first, body, gitlabPost);
  if (area === "issues" && method === "POST")
    return gitlabPost(forge.post(forge.issues, forge.account, body.description ?? "", body.title));
  if (area === "issues") {
    const author = url.searchParams.get("author_username");
    return forge.issues.filter((one) => one.open && one.author === author).map(gitlabPost);
  }
  if (!pull && second !== "notes") return undefined;
  if (second === "" && pull) return gitlabPull(pull);
  if (second === "diffs") return pull?.files.map((name) => ({ new_path: name, old_path: name }));
  if (second === "approvals")
    return { approved_by: pull?.reviews.flatMap((one, at) => gitlabApproval(one, at)) };
  if (second === "versions")
    return pull?.reviews.map(({ commit }, at) => ({
      id: at,
      head_commit_sha: commit,
      created_at: minute(2 * at),
    }));
  if (third !== "") return edit(forge.commentsOf(Number(first)), third, body, gitlabPost);
  const list = forge.commentsOf(Number(first));
  return method === "POST"
    ? gitlabPost(forge.post(list, forge.account, body.body ?? ""))
    : list.map(gitlabPost);
}

function gitlabPull({ number, author, head, base, merged }: StandInPull) {
  const shas = { merge_commit_sha: null, squash_commit_sha: merged ?? null, diff_refs: { base_sha: base } };
  return {
    iid: number,
    author: { username: author },
    sha: head,
    state: merged ? "merged" : "opened",
    ...shas,
  };
}

/** Whoever withdraws his approval is in the list no more. */
function gitlabApproval({ account, state }: StandInPull["reviews"][number], at: number) {
  return state === "APPROVED"
    ? [{ user: { id: at, username: account }, approved_at: minute(2 * at + 1) }]
    : [];
}

function minute(count: number): string {
  return `2026-11-24T02:${String(count).padStart(2, "0")}:00.000Z`;
}

function gitlabPost({ id, author, body, title }: StandInPost) {
  return { id, iid: id, author: { username: author }, body, description: body, title };
}
