import { withFileLock } from "./file-lock";
import { type LabGuest, startGuest, stopGuest } from "./guest";
import { runningLab } from "./lab";
import { LabError } from "./lab-error";
import { labPaths } from "./paths";

/**
 * Puts a co-located server behind the lab's gateway; one of this name is replaced. It ends with the lab.
 * @throws LabError when the lab does not run or has no gateway, or the guest's values are not valid.
 */
export async function labGuest(name: string | undefined, guest: LabGuest): Promise<void> {
  await withFileLock(labPaths(name).lock, async () => {
    const { paths, holder, record } = runningLab(name);
    if (!record.hosts.some(({ role }) => role === "gateway")) throw withoutGateway(paths.name);
    await startGuest(paths, holder, guest);
  });
}

/** Takes a co-located server away; one that is not there is fine. */
export async function labGuestStop(name: string | undefined, guest: string): Promise<void> {
  await withFileLock(labPaths(name).lock, () => stopGuest(runningLab(name).paths, guest));
}

function withoutGateway(lab: string): LabError {
  return new LabError({
    id: `Lab "${lab}" tidak mempunyai gerbang gw1: matikan ("titip lab down ${lab}") lalu nyalakan lagi.`,
    en: `The lab "${lab}" has no gateway gw1: end it ("titip lab down ${lab}") and start it again.`,
  });
}
