import { isHosting } from "../judged-site";
import type { Rule } from "./rule";

/** What says how PHP runs an application stands with the runtime `php` only. */
export const phpUnfit: Rule = {
  id: "php-unfit",
  check({ live }, report) {
    for (const { file, data } of live.filter(isHosting)) {
      const { runtime, php } = data.application;
      if (!php || runtime === "php") continue;
      report({
        file,
        pointer: "/application/php",
        rests: ["/application/runtime"],
        message: {
          id: `\`php\` ditulis, padahal runtime-nya \`${runtime}\``,
          en: `\`php\` is given, but the runtime is \`${runtime}\``,
        },
        remedy: {
          id: "Hapus `php`, atau ubah runtime menjadi `php`.",
          en: "Leave `php` out, or make the runtime `php`.",
        },
      });
    }
  },
};
