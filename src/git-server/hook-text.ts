/** Hooks that are written into a repository. */
export type HookName = "pre-receive" | "post-receive";

const WORDS: Readonly<Record<HookName, string>> = {
  "pre-receive": "git receive",
  "post-receive": "git apply --pushed",
};

/** What of a push's environment the program needs: Git's quarantine, and who pushes in which language. */
const PASSED = [
  "HOME",
  "TMPDIR",
  "TITIP_LANG",
  "TITIP_PUSHER",
  "GIT_QUARANTINE_PATH",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
];

/**
 * A hook's text: it starts this installation with an environment that has nothing of the pusher's in it.
 * Git starts hooks in the repository's folder.
 */
export function hookText(name: HookName, [node, titip]: readonly [string, string]): string {
  const passed = PASSED.map((variable) => `${variable}="\${${variable}-}"`).join(" ");
  return [
    "#!/bin/sh",
    "# Written by 'titip git init-server': run that again instead of editing this.",
    `exec /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin LANG=C.UTF-8 ${passed} \\`,
    `  ${quoted(node)} ${quoted(titip)} ${WORDS[name]} "$(pwd)"`,
    "",
  ].join("\n");
}

/** One word for a shell, whatever is in it. */
function quoted(word: string): string {
  return `'${word.replace(/'/g, "'\\''")}'`;
}
