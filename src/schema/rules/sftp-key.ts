import { isHosting } from "../judged-site";
import { keyFault } from "../public-key";
import type { Rule } from "./rule";

/** A key that may log in by SFTP is what it says to be, and long enough. */
export const sftpKey: Rule = {
  id: "sftp-key",
  check({ live }, report) {
    for (const { file, data } of live.filter(isHosting)) {
      (data.access?.sftp ?? []).forEach((key, index) => {
        const fault = keyFault(key);
        if (!fault) return;
        report({
          file,
          pointer: `/access/sftp/${index}`,
          message: fault,
          remedy: {
            id: "Minta kunci baru kepada pemohon: `ssh-keygen -t ed25519`, lalu isi berkas .pub-nya.",
            en: "Ask the applicant for a new key: `ssh-keygen -t ed25519`, then the text of its .pub file.",
          },
        });
      });
    }
  },
};
