import { labDown, labList } from "../../lab";
import { projectRoot } from "../../lab/paths";
import { mustRun } from "../../lab/run-command";
import { isOrphan } from "./lab-fixture";

/** Once before all acceptance tests: the compiled program they run, and no labs of tests that were killed. */
export async function setup(): Promise<void> {
  for (const { name } of labList().filter((lab) => isOrphan(lab.name))) {
    // One that cannot be ended now stands in nobody's way: labs have networks of their own.
    await labDown(name).catch((error: Error) => console.warn(`${name} is still there: ${error.message}`));
  }
  if (process.env.TITIP_SKIP_BUILD) return; // Built a moment ago, while one test is being written.
  await mustRun(["npm", "run", "--silent", "build"], { cwd: projectRoot() });
}
