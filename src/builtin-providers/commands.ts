import { join } from "node:path";

/** How the built-in stand-ins of stock plugins are started, by package. Compiled programs, as the plugin of Titip is. */
export const BUILTIN_PROVIDERS: ReadonlyMap<string, readonly string[]> = new Map(
  ["docker", "cloudflare"].map((name) => [name, [process.execPath, join(__dirname, name, "main.js")]]),
);
