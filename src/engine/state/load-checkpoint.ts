import { EngineError } from "../engine-error";
import type { Checkpoint, Deployment } from "./deployment";
import { readIfThere, refuseOtherLayouts, type StackFiles } from "./file-backend";
import { integrityProblems } from "./integrity";

/** Reads a stack's file, as it stands, secrets sealed. @returns undefined when the stack does not exist or is empty */
export async function loadCheckpoint(files: StackFiles): Promise<Deployment | undefined> {
  const text = await readIfThere(files.checkpoint);
  if (text === undefined) {
    await refuseOtherLayouts(files);
    return undefined;
  }
  const { version, checkpoint } = parse(text, files.checkpoint);
  if (version !== 3)
    throw new EngineError(
      "unsupported",
      `the checkpoint has version ${version}; the embedded engine reads version 3 only`,
    );
  if (checkpoint.latest !== undefined) checkDeployment(checkpoint.latest);
  return checkpoint.latest;
}

function parse(text: string, path: string): Checkpoint {
  try {
    const value = JSON.parse(text) as Checkpoint;
    if (typeof value.checkpoint === "object") return value;
  } catch {
    // Said below, with the way out.
  }
  throw new EngineError("integrity", `${path} is not a checkpoint; its predecessor is ${path}.bak`);
}

/** Throws `integrity` or `unsupported` on a deployment that this engine can't take over. */
export function checkDeployment(deployment: Deployment): void {
  const provider = deployment.secrets_providers?.type ?? "";
  if (provider !== "" && provider !== "passphrase")
    throw new EngineError(
      "unsupported",
      `the stack's secrets manager is "${provider}"; the embedded engine knows "passphrase" only`,
    );
  const problems = integrityProblems(deployment);
  if (problems.length === 0) return;
  const lines = problems
    .slice(0, 10)
    .map(({ urn, message }) => `  ${urn === "" ? "deployment" : urn}: ${message}`);
  throw new EngineError(
    "integrity",
    `the state breaks the rules of Pulumi deployments:\n${lines.join("\n")}`,
  );
}
