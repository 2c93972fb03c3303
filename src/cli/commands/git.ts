import type { CommandSpec } from "../command-spec";
import { applyCommand, receiveCommand } from "../git/hooks";
import { initServerCommand } from "../git/init-server";
import { materialiseCommand } from "../git/materialise";
import { recordCommand } from "../git/record";
import { statusCommand } from "../git/status";

export const gitCommand: CommandSpec = {
  name: "git",
  summary: {
    id: "repositori Git yang memeriksa, menyetujui dan menerapkan tanpa forge",
    en: "a Git repository that checks, demands approval and applies, without a forge",
  },
  examples: ["titip git init-server /srv/git/titip.git", "titip git status /srv/git/titip.git"],
  commands: [
    initServerCommand,
    statusCommand,
    applyCommand,
    receiveCommand,
    materialiseCommand,
    recordCommand,
  ],
};
