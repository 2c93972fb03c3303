import { labDown, labList } from "../../lab";
import { projectRoot } from "../../lab/paths";
import { mustRun } from "../../lab/run-command";
import { isOrphan } from "./lab-fixture";

/** Once before all acceptance tests: the compiled program they run, and no labs of tests that were killed. */
export async function setup(): Promise<void> {
  for (const lab of labList()) if (isOrphan(lab.name)) await labDown(lab.name);
  if (process.env.TITIP_SKIP_BUILD) return; // Built a moment ago, while one test is being written.
  await mustRun(["npm", "run", "--silent", "build"], { cwd: projectRoot() });
}
