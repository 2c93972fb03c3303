import { Answer } from "./answer";
import type { Forge, ForgeAddress, Post, PullRequest, Review } from "./forge";
import { ForgeError, ForgeHttp, type HttpOptions } from "./http";

const PAGE = 100;

/** GitLab's REST interface, version 4 (docs.gitlab.com/api). */
class GitLab implements Forge {
  readonly kind = "gitlab";
  private readonly http: ForgeHttp;
  private readonly project: string;

  constructor(
    private readonly address: ForgeAddress,
    options: Pick<HttpOptions, "sleep" | "timeoutMs"> = {},
  ) {
    const headers = { "PRIVATE-TOKEN": address.token, Accept: "application/json", "User-Agent": "titip" };
    this.http = new ForgeHttp({ ...options, api: address.api, headers });
    this.project = `/projects/${encodeURIComponent(address.repository)}`;
  }

  async account(): Promise<string> {
    return this.address.account ?? Answer.of(await this.http.json("/user"), "GET /user").text("username");
  }

  async pull(number: number): Promise<PullRequest> {
    const pull = Answer.of(await this.get(`/merge_requests/${number}`), "GET …/merge_requests");
    return {
      number: pull.number("iid"),
      author: pull.inner("author").text("username"),
      head: pull.text("sha"),
      base: pull.inner("diff_refs").text("base_sha"),
    };
  }

  async pullOf(commit: string): Promise<PullRequest | undefined> {
    const found = await this.pages(`/repository/commits/${commit}/merge_requests`);
    const merged = Answer.list(found, "GET …/merge_requests").find(
      (one) => one.text("state") === "merged" && MERGES.some((key) => one.textOr(key) === commit),
    );
    return merged && this.pull(merged.number("iid"));
  }

  async changedFiles({ number }: PullRequest): Promise<string[]> {
    const files = Answer.list(await this.pages(`/merge_requests/${number}/diffs`), "GET …/diffs");
    return files.flatMap((file) => [file.text("new_path"), file.text("old_path")]);
  }

  /** GitLab says when somebody approved, and when each version was pushed: together, what he saw. */
  async reviews({ number }: PullRequest): Promise<Review[]> {
    const place = `GET …/merge_requests/${number}/approvals`;
    const approvals = Answer.of(await this.get(`/merge_requests/${number}/approvals`), place);
    const versions = Answer.list(await this.pages(`/merge_requests/${number}/versions`), "GET …/versions")
      .map((version) => ({
        commit: version.text("head_commit_sha"),
        at: momentOf(version.text("created_at"), place),
      }))
      .sort((a, b) => a.at - b.at);
    return approvals.inners("approved_by").flatMap((one): Review[] => {
      const user = one.inner("user");
      const at = momentOf(one.text("approved_at"), place);
      const seen = versions.filter((version) => version.at <= at).at(-1);
      const id = `${user.number("id")}@${one.text("approved_at")}`;
      return seen ? [{ id, account: user.text("username"), commit: seen.commit }] : [];
    });
  }

  async fileAt(path: string, commit: string): Promise<string | undefined> {
    try {
      return await this.http.text(
        `${this.project}/repository/files/${encodeURIComponent(path)}/raw?ref=${commit}`,
      );
    } catch (error) {
      if (error instanceof ForgeError && error.status === 404) return undefined;
      throw error;
    }
  }

  async comments(pull: number): Promise<Post[]> {
    const notes = await this.pages(`/merge_requests/${pull}/notes?sort=asc&order_by=created_at`);
    return Answer.list(notes, "GET …/notes").map((note) => ({
      id: note.number("id"),
      author: note.inner("author").text("username"),
      body: note.textOr("body"),
    }));
  }

  async createComment(pull: number, body: string): Promise<void> {
    await this.http.json(`${this.project}/merge_requests/${pull}/notes`, { method: "POST", body: { body } });
  }

  async updateComment(pull: number, comment: number, body: string): Promise<void> {
    const path = `${this.project}/merge_requests/${pull}/notes/${comment}`;
    await this.http.json(path, { method: "PUT", body: { body } });
  }

  async issuesOf(author: string): Promise<Post[]> {
    const query = `state=opened&author_username=${encodeURIComponent(author)}`;
    return Answer.list(await this.pages(`/issues?${query}`), "GET …/issues").map((issue) => ({
      id: issue.number("iid"),
      author: issue.inner("author").text("username"),
      body: issue.textOr("description"),
    }));
  }

  async createIssue(title: string, body: string): Promise<number> {
    const made = await this.http.json(`${this.project}/issues`, {
      method: "POST",
      body: { title, description: body },
    });
    return Answer.of(made, "POST …/issues").number("iid");
  }

  async updateIssue(issue: number, body: string): Promise<void> {
    await this.http.json(`${this.project}/issues/${issue}`, { method: "PUT", body: { description: body } });
  }

  async closeIssue(issue: number, words: string): Promise<void> {
    await this.http.json(`${this.project}/issues/${issue}/notes`, { method: "POST", body: { body: words } });
    await this.http.json(`${this.project}/issues/${issue}`, {
      method: "PUT",
      body: { state_event: "close" },
    });
  }

  private get(path: string): Promise<unknown> {
    return this.http.json(`${this.project}${path}`);
  }

  private pages(path: string): Promise<unknown[]> {
    return this.http.all(`${this.project}${path}${path.includes("?") ? "&" : "?"}per_page=${PAGE}`, PAGE);
  }
}

/** Which commit a merge has made depends on the project's way of merging. */
const MERGES = ["merge_commit_sha", "squash_commit_sha", "sha"];

function momentOf(text: string, place: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new ForgeError(place, `'${text}' is no time`);
  return at;
}

export function gitlab(address: ForgeAddress, options?: Pick<HttpOptions, "sleep" | "timeoutMs">): Forge {
  return new GitLab(address, options);
}
