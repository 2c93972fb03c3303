import type { Forge } from "./forge";
import { markerOf, ownPost, sameBody } from "./marked";

export type Posted = "created" | "updated" | "unchanged";

/**
 * Keeps one comment of ours on a pull request up to date, in its place.
 * @param name tells several comments apart, e.g. the stack's
 */
export async function postComment(forge: Forge, pull: number, text: string, name: string): Promise<Posted> {
  const marker = markerOf("comment", name);
  const body = `${marker}\n\n${text.trim()}\n`;
  const own = ownPost(await forge.comments(pull), await forge.account(), marker);
  if (own && sameBody(own.body, body)) return "unchanged";
  if (own) await forge.updateComment(pull, own.id, body);
  else await forge.createComment(pull, body);
  return own ? "updated" : "created";
}
