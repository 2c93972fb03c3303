import { test } from "vitest";
import { loadSite } from "/work/main/src/schema/load-site";
test("x", () => { const r = loadSite(process.env.SITE ?? "/work/main"); console.log(JSON.stringify(r.problems,null,1), r.site.requests.length, r.site.servers.size); });
