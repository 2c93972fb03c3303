import { configEnvironment } from "./config/stack-config";
import type { Deployment } from "./deploy/deployment";
import { ERROR_SHOWN, runProgram } from "./program/run-program";
import type { Run } from "./run";

/** A program that is over and silent so long hangs. */
const GRACE_MS = 5_000;

/** Any number of operations at once, in a number that the SDK's runner takes. */
const UNLIMITED = 2 ** 31 - 1;

/** Runs the program to its end. @returns whether it finished its registrations and exited well */
export async function programOf(run: Run, deployment: Deployment): Promise<boolean> {
  const { session, report } = run;
  if (deployment.isStopped) return false;
  const program = runProgram({
    project: session.project,
    stack: session.stack,
    preview: run.preview,
    address: run.address,
    config: configEnvironment(session.config),
    environment: session.environment,
    parallel: deployment.options.parallel > 0 ? deployment.options.parallel : UNLIMITED,
    onLine: (stream, text) =>
      report.say({ severity: stream === "stdout" ? "info" : "info#err", message: text }),
  });
  const watch = setInterval(() => {
    if (hangs(run, deployment)) program.kill();
  }, 500);
  const exit = await program.exit.finally(() => clearInterval(watch));
  if (deployment.isStopped) return false;
  if (exit === 0 && run.program.finished) return true;
  deployment.failures += 1;
  if (exit === 0) report.error("the program exited before its resources were all registered");
  else if (exit !== ERROR_SHOWN && !run.program.threw)
    report.error(`an unhandled error occurred: Program exited with non-zero exit code: ${exit}`);
  return false;
}

/**
 * Whether the program has nothing left to do and yet doesn't end: the SDK waits for good for a registration that it
 * gave up itself. It must not hold the lock.
 */
function hangs({ program }: Run, deployment: Deployment): boolean {
  const over = deployment.isStopped || program.threw;
  return over && deployment.running.size === 0 && performance.now() - program.lastCall > GRACE_MS;
}
