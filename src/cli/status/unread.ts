import type { Problem } from "../../schema/problem";
import type { Site } from "../../schema/site";
import type { Context } from "../context";

/** Says which requests are missing in a list because their files cannot be used: a list that is short must say so. */
export function noteUnread(context: Context, problems: readonly Problem[], { requests }: Site): void {
  const read = new Set(requests.map(({ file }) => file));
  const files = problems.flatMap(({ severity, file }) =>
    severity === "error" && file.startsWith("requests/") && file.endsWith(".yaml") && !read.has(file)
      ? [file]
      : [],
  );
  const unread = [...new Set(files)];
  if (unread.length === 0) return;
  const list = unread.join(", ");
  context.note(
    context.say({
      id: `Tidak terbaca, jadi tidak ditampilkan: ${list} (lihat titip check)`,
      en: `Not readable, and so not shown: ${list} (see titip check)`,
    }),
  );
}
