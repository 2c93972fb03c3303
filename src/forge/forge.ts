export type ForgeKind = "github" | "gitlab" | "forgejo";

/** A pull request, or GitLab's merge request. */
export interface PullRequest {
  number: number;
  /** Account that has opened it. */
  author: string;
  /** Its present commit. */
  head: string;
  /** Commit of the target branch that it is compared with. */
  base: string;
}

/** An approval that stands: not withdrawn, and the account's last word. */
export interface Review {
  /** The forge's own id of it. */
  id: string;
  account: string;
  /** The commit that was looked at. */
  commit: string;
}

/** A comment on a pull request, or an issue. */
export interface Post {
  id: number;
  author: string;
  body: string;
}

/** What Titip needs of a forge. Texts come back as the forge gave them: whoever shows one makes it printable. */
export interface Forge {
  readonly kind: ForgeKind;
  /** The token's own account. */
  account(): Promise<string>;
  pull(number: number): Promise<PullRequest>;
  /** The pull request that was merged as this commit of main. */
  pullOf(commit: string): Promise<PullRequest | undefined>;
  /** Paths that it adds or changes. */
  changedFiles(pull: PullRequest): Promise<string[]>;
  reviews(pull: PullRequest): Promise<Review[]>;
  /** A file's text at a commit; undefined where there is none. */
  fileAt(path: string, commit: string): Promise<string | undefined>;
  /** The oldest first. */
  comments(pull: number): Promise<Post[]>;
  createComment(pull: number, body: string): Promise<void>;
  updateComment(pull: number, comment: number, body: string): Promise<void>;
  /** Open ones of an account. */
  issuesOf(author: string): Promise<Post[]>;
  createIssue(title: string, body: string): Promise<number>;
  updateIssue(issue: number, body: string): Promise<void>;
  /** Says why, then closes. */
  closeIssue(issue: number, words: string): Promise<void>;
}

/** Where a repository is, and how one proves to be who one is. */
export interface ForgeAddress {
  /** Of the programming interface, without a slash at its end, e.g. `https://api.github.com`. */
  api: string;
  /** `owner/name`; on GitLab with its groups. */
  repository: string;
  token: string;
  /** The token's account, where it cannot ask for it. */
  account?: string;
}
