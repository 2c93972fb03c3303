import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Rule } from "./rule";

/** Two servers share neither an address nor a host key: one key on two machines proves nothing. */
export const serverAddress: Rule = {
  id: "server-address",
  check({ site }, report) {
    const seen = new Map<string, string>();
    for (const [key, { address, ssh }] of site.servers) {
      const values = { address, "ssh/host_key": ssh.host_key };
      for (const [field, value] of Object.entries(values)) {
        const other = seen.get(value);
        if (other === undefined) {
          seen.set(value, key);
          continue;
        }
        report({
          file: inventoryFiles.servers,
          pointer: `/servers${pointerStep(key)}/${field}`,
          message: {
            id: `server \`${other}\` memakai nilai yang sama`,
            en: `the server \`${other}\` has the same`,
          },
          remedy: {
            id: "Setiap server punya alamat dan kunci host sendiri; perbaiki salah satunya.",
            en: "Each server has an address and a host key of its own; correct one of them.",
          },
        });
      }
    }
  },
};
