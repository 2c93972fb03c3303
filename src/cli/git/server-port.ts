import { userInfo } from "node:os";
import { policyOf } from "../../approval/policy";
import { loadTemplates } from "../../documents/load-templates";
import type { ApplyPort } from "../../git-server/apply-entry";
import type { GatePort } from "../../git-server/main-gate";
import type { PreviewPort } from "../../git-server/preview-branch";
import { exportedState, runTitip } from "../../git-server/run-titip";
import type { ServerSettings } from "../../git-server/settings";
import { verifyPush } from "../../git-server/verify-port";
import { planSite } from "../../plan/plan-site";
import { loadSite } from "../../schema/load-site";
import { compareProblems, hasErrors, type Problem } from "../../schema/problem";
import type { Site } from "../../schema/site";
import type { Context } from "../context";

/** What the hooks of a repository need of this machine: its stack, its clock, its disks. */
export function serverPort(context: Context, settings: ServerSettings): GatePort & PreviewPort & ApplyPort {
  const { lang } = context;
  const exported = () => exportedState({ settings, lang });
  return {
    check,
    exported,
    plan: (site, record, assumed: readonly string[] = []) => planSite(site, record, assumed),
    verify: async (input) => verifyPush(input, { now: context.now().getTime(), author: pusherOf(context) }),
    up: ({ folder, logFile }) => {
      const words = [
        "up",
        "--yes",
        "--record",
        "--wait",
        WAIT,
        ...approvedOnly(folder),
        ...confirmed(settings),
      ];
      return runTitip(words, { settings, site: folder, lang, logFile, onLine: context.print });
    },
    say: (text) => context.print(context.say(text)),
    now: () => context.now(),
  };
}

/** A run whose hook was killed may still be under way: the next one waits for its end. */
const WAIT = "10m";

/** Only what is proven, where the site demands proof. */
function approvedOnly(folder: string): string[] {
  return policyOf(loadSite(folder).site).demands ? ["--approved"] : [];
}

/** The first apply to an empty stack, as set-up has meant it. */
function confirmed({ confirm }: ServerSettings): string[] {
  return confirm === undefined ? [] : ["--confirm", confirm];
}

/** Everything `titip check` looks at. */
function check(folder: string): { site: Site; problems: Problem[]; isSound: boolean } {
  const { site, problems: ofSite } = loadSite(folder);
  const problems = [...ofSite, ...loadTemplates(folder).problems].sort(compareProblems);
  return { site, problems, isSound: !hasErrors(problems) };
}

/** Account that pushes, as the server's own configuration names it (TITIP_PUSHER); undefined where it does not. */
export function pusherOf({ environment }: Pick<Context, "environment">): string | undefined {
  const name = environment.TITIP_PUSHER;
  return name === undefined || name === "" ? undefined : name;
}

/** Who pushed, for the record: the account that the server knows, else the system's user. */
export function pushedBy(context: Pick<Context, "environment">): string {
  return pusherOf(context) ?? userInfo().username;
}
