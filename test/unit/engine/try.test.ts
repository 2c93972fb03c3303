import { test } from "vitest";
import { up } from "../../../src/engine";
import { DepotStack } from "./depot-stack";
test("try", async () => {
  const s = new DepotStack(); const t = Date.now();
  const r = await up(s.options({ PROGRAM: "hooked" }, { onEvent: (e) => { if (e.kind === "diagnostic") console.log(Date.now()-t, e.diagnostic.severity, e.diagnostic.message.slice(0,300)); else console.log(Date.now()-t, e.kind) } }));
  console.log(Date.now()-t, r.ok);
}, 90000);
