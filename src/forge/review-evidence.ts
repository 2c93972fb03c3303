import { parse } from "yaml";
import { type Act, actsOf, decides, expectedStatement } from "../approval/acts";
import { holderAt } from "../approval/authority";
import { sameAccount } from "../approval/forbids-signer";
import { statementText } from "../approval/statement";
import { canonicalJson } from "../json-digest";
import { loadSite } from "../schema/load-site";
import type { Site } from "../schema/site";
import type { Text } from "../text";
import type { Forge, PullRequest, Review } from "./forge";

/** A decision that a pull request brings and that has no evidence yet. */
export interface Undecided {
  act: Act;
  /** The review that approves it; undefined when none does. */
  review?: Review;
  /** Why none counts. */
  missing?: Text;
}

/** Files whose change by the same pull request could make an approver of anybody. */
const TRUSTED = /^(?:datacenter\/(?:officers|approvals|contacts|agencies)\.yaml|sop\/.*)$/;

/**
 * Which of a pull request's new decisions its reviews approve. A review counts for a decision when its account is the
 * deciding officer's, not the author's, and when the commit that was looked at has the very same decision and request:
 * what was pushed afterwards is covered only where it leaves both alone.
 *
 * @param site as it is, or would be, with the pull request in it
 * @param anchors whose officers are trusted
 */
export async function undecided(
  forge: Forge,
  pull: PullRequest,
  { site, anchors, hasEvidence }: { site: Site; anchors: Site; hasEvidence(act: Act): boolean },
): Promise<Undecided[]> {
  const changed = new Set(await forge.changedFiles(pull));
  const acts = [...actsOf(site).values()].filter(
    (act) => (decides(act) || act.followUp) && changed.has(act.file) && !hasEvidence(act),
  );
  if (acts.length === 0) return [];
  const texts = new CommitTexts(forge, site);
  const fresh: Act[] = [];
  for (const act of acts) if (!(await texts.sameStep(act, pull.base))) fresh.push(act);
  const reviews = fresh.length > 0 ? await forge.reviews(pull) : [];
  const touchesTrust = [...changed].some((file) => TRUSTED.test(file));
  const found: Undecided[] = [];
  for (const act of fresh) {
    const result = touchesTrust
      ? { missing: SAYS.touchesTrust }
      : await reviewOf(act, { forge, pull, anchors, reviews, texts });
    found.push({ act, ...result });
  }
  return found;
}

interface Reviewed {
  forge: Forge;
  pull: PullRequest;
  anchors: Site;
  reviews: readonly Review[];
  texts: CommitTexts;
}

async function reviewOf(
  act: Act,
  { forge, pull, anchors, reviews, texts }: Reviewed,
): Promise<{ review: Review } | { missing: Text }> {
  const account = holderAt(anchors, act.by, act.at)?.accounts?.[forge.kind];
  if (account === undefined) return { missing: SAYS.noAccount(act.by, forge.kind) };
  if (act.followUp) return { missing: SAYS.followUp };
  if (sameAccount(account, pull.author)) return { missing: SAYS.ownPull(account) };
  const review = reviews.find((one) => sameAccount(one.account, account));
  if (!review) return { missing: SAYS.noReview(act.by, account) };
  return (await texts.sameDecision(act, review.commit))
    ? { review }
    : { missing: SAYS.otherCommit(account, review.commit) };
}

/** What files said at commits, by the forge; each is asked for once. */
class CommitTexts {
  private readonly known = new Map<string, Promise<string | undefined>>();

  constructor(
    private readonly forge: Forge,
    private readonly site: Site,
  ) {}

  private at(file: string, commit: string): Promise<string | undefined> {
    const key = `${commit} ${file}`;
    const found = this.known.get(key) ?? this.forge.fileAt(file, commit);
    this.known.set(key, found);
    return found;
  }

  /** Whether a commit has the same step, or the same approval, already. */
  async sameStep(act: Act, commit: string): Promise<boolean> {
    const there = await this.actAt(act, commit);
    if (!there) return false;
    const dataOf = ({ approval, step }: Act) => canonicalJson(approval?.data ?? step ?? null);
    return dataOf(there) === dataOf(act);
  }

  /** Whether a commit has the same step and the same request: all that a statement is bound to. */
  async sameDecision(act: Act, commit: string): Promise<boolean> {
    const there = await this.actAt(act, commit);
    const said = (one: Act) => statementText(expectedStatement(one, { kind: "ssh" }));
    return there !== undefined && said(there) === said(act);
  }

  private async actAt(act: Act, commit: string): Promise<Act | undefined> {
    const text = await this.at(act.file, commit);
    if (text === undefined) return undefined;
    if (!act.approval) return this.reloaded(new Map([[act.file, text]])).get(act.path);
    const data = readApproval(text);
    if (data === undefined) return undefined;
    const requestFile = this.site.requests.find(({ data: one }) => one.id === act.requestId)?.file;
    const ofRequest = requestFile === undefined ? undefined : await this.at(requestFile, commit);
    const texts = requestFile && ofRequest !== undefined ? new Map([[requestFile, ofRequest]]) : new Map();
    const there = this.reloaded(texts).get(act.path);
    return there?.approval && { ...there, approval: { ...there.approval, data } };
  }

  private reloaded(texts: ReadonlyMap<string, string>): Map<string, Act> {
    return actsOf(loadSite(this.site.root, texts).site);
  }
}

/** Only compared with what `site` has, which is of the right shape. */
function readApproval(text: string): NonNullable<Act["approval"]>["data"] | undefined {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

const SAYS = {
  touchesTrust: {
    id: "perubahan ini juga menyentuh pejabat, aturan persetujuan atau prosedur: yang demikian harus ditandatangani dengan kunci (titip sign)",
    en: "this change touches officers, policy or procedures, too: such a one must be signed with a key (titip sign)",
  },
  followUp: {
    id: "persetujuan susulan ditandatangani dengan kunci (titip sign --follow-up)",
    en: "an approval that follows is signed with a key (titip sign --follow-up)",
  },
  noAccount: (by: string, forge: string): Text => ({
    id: `${by} tidak mempunyai akun ${forge} di datacenter/officers.yaml`,
    en: `${by} has no account on ${forge} in datacenter/officers.yaml`,
  }),
  ownPull: (account: string): Text => ({
    id: `${account} sendiri yang mengajukan perubahan ini`,
    en: `${account} is who sends this change`,
  }),
  noReview: (by: string, account: string): Text => ({
    id: `belum disetujui ${by} (akun ${account})`,
    en: `not approved by ${by} yet (account ${account})`,
  }),
  otherCommit: (account: string, commit: string): Text => ({
    id: `yang disetujui ${account} (commit ${commit.slice(0, 12)}) bukan keputusan dan permohonan yang sekarang: mintalah menyetujui lagi`,
    en: `what ${account} approved (commit ${commit.slice(0, 12)}) is not the decision and request as they are now: ask for the approval again`,
  }),
} as const;
