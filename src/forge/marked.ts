import { sameAccount } from "../approval/forbids-signer";
import type { Post } from "./forge";

/** What a post of ours begins with, invisible to readers: it is found again by that and by its author. */
export function markerOf(kind: "comment" | "follow-up", name: string): string {
  return `<!-- titip:${kind}:${name} -->`;
}

/** A name that can stand in a marker. */
export const MARKER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Our own post with this marker; what another account has written is never taken for ours. */
export function ownPost(posts: readonly Post[], author: string, marker: string): Post | undefined {
  return posts.find((post) => sameAccount(post.author, author) && post.body.startsWith(marker));
}

/** Forges give line ends back as they like. */
export function sameBody(one: string, other: string): boolean {
  const plain = (text: string) => text.replace(/\r\n/g, "\n").trim();
  return plain(one) === plain(other);
}
