import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { prefixOf, readFolder, SITE_FOLDERS } from "../../approval/read-side";
import type { Period } from "../../audit/audited-acts";
import type { AuditRecord } from "../../audit/bundle";
import { commitOf } from "../../git/commits";
import { materialise } from "../../git/materialise";
import { usableOffice } from "../status/open-office";
import { foundPapers } from "./found-papers";
import { mainCommits } from "./main-commits";
import { writtenLetters } from "./written-letters";

/**
 * Everything that an audit is made of, as one commit has it; nothing of the work tree.
 * @param folder of the site
 * @param papers folder of the letters, outside Git
 * @throws GitError outside of a repository, or where there is no such commit
 */
export async function readRecord(
  folder: string,
  { ref, period, papers }: { ref: string; period: Period; papers: string },
): Promise<AuditRecord> {
  const prefix = await prefixOf(folder);
  const commit = await commitOf(folder, ref);
  const scratch = mkdtempSync(join(tmpdir(), "titip-audit-"));
  try {
    const paths = [...SITE_FOLDERS, "documents", "records"].map((one) => `${prefix}${one}`);
    await materialise(folder, commit, scratch, { paths });
    const root = join(scratch, prefix);
    const side = readFolder(root);
    const office = usableOffice(side.site.calendar);
    const write = (moment: number) => office?.write(moment) ?? new Date(moment).toISOString();
    return {
      period,
      commit,
      side,
      offset: /(?:Z|[+-]\d{2}:\d{2})$/.exec(write(Date.parse(period.to)))?.[0] ?? "Z",
      files: textsBelow(root),
      papers: foundPapers(papers, side, period),
      letters: writtenLetters(side, period),
      commits: await mainCommits(folder, commit, period, write),
    };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function textsBelow(root: string): Map<string, string> {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  return new Map(files.sort().map((file) => [relative(root, file), readFileSync(file, "utf8")]));
}
