import { Answer } from "./answer";
import type { Forge, ForgeAddress, ForgeKind, Post, PullRequest, Review } from "./forge";
import { ForgeError, ForgeHttp, type HttpOptions } from "./http";

/** How GitHub and Forgejo, whose programming interfaces are nearly the same, differ. */
export interface Dialect {
  kind: ForgeKind;
  headers(token: string): Record<string, string>;
  /** Query for full pages, and their size. */
  page: { name: string; size: number };
  /** Path to a file's text. */
  file(path: string, commit: string): string;
  fileHeaders: Record<string, string>;
  /** Pull requests of a commit. */
  pullsOf(commit: string): string;
  base(pull: Answer): string;
  /** Open issues of an account. */
  issues(author: string): string;
  /** Whether a review in the list is an approval that stands. */
  approves(review: Answer): boolean;
  /** What an account that cannot ask for its own name is called. */
  robot?: string;
}

/** GitHub and Forgejo. */
export class HubForge implements Forge {
  readonly kind: ForgeKind;
  private readonly http: ForgeHttp;
  private readonly repository: string;

  constructor(
    private readonly address: ForgeAddress,
    private readonly dialect: Dialect,
    options: Pick<HttpOptions, "sleep" | "timeoutMs"> = {},
  ) {
    this.kind = dialect.kind;
    this.http = new ForgeHttp({ ...options, api: address.api, headers: dialect.headers(address.token) });
    this.repository = `/repos/${address.repository.split("/").map(encodeURIComponent).join("/")}`;
  }

  async account(): Promise<string> {
    if (this.address.account !== undefined) return this.address.account;
    try {
      return Answer.of(await this.http.json("/user"), "GET /user").text("login");
    } catch (error) {
      const { robot } = this.dialect;
      if (robot !== undefined && error instanceof ForgeError && error.status === 403) return robot;
      throw error;
    }
  }

  async pull(number: number): Promise<PullRequest> {
    return this.pullFrom(Answer.of(await this.get(`/pulls/${number}`), "GET …/pulls"));
  }

  async pullOf(commit: string): Promise<PullRequest | undefined> {
    const found = await this.http.json(`${this.repository}${this.dialect.pullsOf(commit)}`).catch(orNothing);
    const pulls = Answer.list(Array.isArray(found) ? found : found ? [found] : [], "GET …/pulls");
    const merged = pulls.find((one) => one.textOr("merge_commit_sha") === commit && isMerged(one));
    // The list may leave fields out.
    return merged && this.pull(merged.number("number"));
  }

  async changedFiles({ number }: PullRequest): Promise<string[]> {
    const files = Answer.list(await this.pages(`/pulls/${number}/files`), "GET …/files");
    return files.flatMap((file) => [
      file.text("filename"),
      ...(file.has("previous_filename") ? [file.text("previous_filename")] : []),
    ]);
  }

  /** The last word of each account that is more than a comment. */
  async reviews({ number }: PullRequest): Promise<Review[]> {
    const all = Answer.list(await this.pages(`/pulls/${number}/reviews`), "GET …/reviews");
    const latest = new Map<string, Answer>();
    for (const review of all) {
      if (!review.has("user") || !WORDS.has(review.text("state"))) continue;
      latest.set(review.inner("user").text("login").toLowerCase(), review);
    }
    return [...latest.values()].filter(this.dialect.approves).map((review) => ({
      id: String(review.number("id")),
      account: review.inner("user").text("login"),
      commit: review.text("commit_id"),
    }));
  }

  async fileAt(path: string, commit: string): Promise<string | undefined> {
    const { file, fileHeaders } = this.dialect;
    const place = path.split("/").map(encodeURIComponent).join("/");
    return this.http
      .text(`${this.repository}${file(place, commit)}`, { method: "GET", headers: fileHeaders })
      .catch(orNothing);
  }

  async comments(pull: number): Promise<Post[]> {
    return postsOf(await this.pages(`/issues/${pull}/comments`), "id");
  }

  async createComment(pull: number, body: string): Promise<void> {
    await this.http.json(`${this.repository}/issues/${pull}/comments`, { method: "POST", body: { body } });
  }

  async updateComment(_pull: number, comment: number, body: string): Promise<void> {
    await this.http.json(`${this.repository}/issues/comments/${comment}`, {
      method: "PATCH",
      body: { body },
    });
  }

  async issuesOf(author: string): Promise<Post[]> {
    const found = await this.pages(this.dialect.issues(encodeURIComponent(author)));
    const issues = Answer.list(found, "GET …/issues").filter((one) => !one.has("pull_request"));
    return issues.map((one) => postOf(one, "number"));
  }

  async createIssue(title: string, body: string): Promise<number> {
    const made = await this.http.json(`${this.repository}/issues`, { method: "POST", body: { title, body } });
    return Answer.of(made, "POST …/issues").number("number");
  }

  async updateIssue(issue: number, body: string): Promise<void> {
    await this.http.json(`${this.repository}/issues/${issue}`, { method: "PATCH", body: { body } });
  }

  async closeIssue(issue: number, words: string): Promise<void> {
    await this.createComment(issue, words);
    await this.http.json(`${this.repository}/issues/${issue}`, {
      method: "PATCH",
      body: { state: "closed" },
    });
  }

  private get(path: string): Promise<unknown> {
    return this.http.json(`${this.repository}${path}`);
  }

  private pages(path: string): Promise<unknown[]> {
    const { name, size } = this.dialect.page;
    return this.http.all(`${this.repository}${path}${path.includes("?") ? "&" : "?"}${name}=${size}`, size);
  }

  private pullFrom(pull: Answer): PullRequest {
    return {
      number: pull.number("number"),
      author: pull.inner("user").text("login"),
      head: pull.inner("head").text("sha"),
      base: this.dialect.base(pull),
    };
  }
}

/** States of a review by which somebody has made up his mind; GitHub's and Forgejo's words. */
const WORDS = new Set(["APPROVED", "CHANGES_REQUESTED", "DISMISSED", "REQUEST_CHANGES"]);

function isMerged(pull: Answer): boolean {
  return pull.is("merged") || pull.has("merged_at");
}

function orNothing(error: unknown): undefined {
  if (error instanceof ForgeError && error.status === 404) return undefined;
  throw error;
}

function postsOf(values: readonly unknown[], id: string): Post[] {
  return Answer.list(values, "GET …/comments").map((one) => postOf(one, id));
}

function postOf(post: Answer, id: string): Post {
  // The account may be gone.
  const author = post.has("user") ? post.inner("user").text("login") : "";
  return { id: post.number(id), author, body: post.textOr("body") };
}
