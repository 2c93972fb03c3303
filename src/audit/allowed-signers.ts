import { holderAt, keyOf, machines } from "../approval/authority";
import type { VerifiedApproval } from "../approval/judge";
import { NAMESPACE, parseSignature } from "../approval/ssh-signature";
import type { Holder, OfficerKey } from "../schema/generated/officers";
import { instant } from "../schema/moments";
import type { Site } from "../schema/site";

/**
 * Who may have signed, for `ssh-keygen -Y verify` (ALLOWED SIGNERS of ssh-keygen(1)): one line for every key in every
 * term of a position, from its first to its last moment. The principal is the position, `kabid-aplikasi`: no person's
 * name. Days begin and end on the clock of the office, given by its offset.
 *
 * @param offset e.g. `+07:00`
 */
export function allowedSigners({ officers }: Pick<Site, "officers">, offset: string): string {
  const lines = [...officers].flatMap(([position, { holders }]) =>
    holders.flatMap((holder) =>
      (holder.keys ?? []).flatMap((key) => {
        const { after, before } = validity(holder, key, offset);
        if (before < after) return [];
        const until = Number.isFinite(before) ? [`valid-before="${moment(before)}"`] : [];
        const options = [`namespaces="${NAMESPACE}"`, `valid-after="${moment(after)}"`, ...until];
        return `${position} ${options.join(",")} ${key.key}`;
      }),
    ),
  );
  return lines.map((line) => `${line}\n`).join("");
}

const DAY = 86_400_000;

/** First and last moment, in milliseconds since 1970; a key is revoked as of a moment, so that it counts no more then. */
function validity({ valid }: Holder, { from, until, revoked }: OfficerKey, offset: string) {
  const starts = [valid.from, from].map((day) => firstMoment(day, offset));
  const ends = [valid.until, until].flatMap((day) => (day ? [firstMoment(day, offset) + DAY] : []));
  if (revoked !== undefined) ends.push(instant(revoked));
  return { after: Math.max(...starts), before: Math.min(...ends) - 1_000 };
}

function firstMoment(day: string, offset: string): number {
  return instant(`${day}T00:00:00${offset}`);
}

/** In UTC, as ssh-keygen reads it: `20261124020000Z`. */
export function moment(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace(/[-T:]/g, "")}Z`;
}

/**
 * The position whose holder's key made a proven signature: of a paper its recorder's, of a forge's approval the
 * machine's.
 */
export function signerOf(site: Site, { act, evidence, statement }: VerifiedApproval): string {
  const signature = parseSignature(evidence.signature ?? "");
  const all = [statement.by, ...(act.recordedBy === undefined ? [] : [act.recordedBy]), ...machines(site)];
  const found = all.find(
    (position) => signature && keyOf(holderAt(site, position, statement.at), signature.publicKey),
  );
  return found ?? statement.by;
}
