import type { CommandSpec } from "../command-spec";
import { assessCommand } from "./assess";
import { auditCommand } from "./audit";
import { backupCommand } from "./backup";
import { cancelCommand } from "./cancel";
import { capacityCommand } from "./capacity";
import { checkCommand } from "./check";
import { closeCommand } from "./close";
import { codeownersCommand } from "./codeowners";
import { commentCommand } from "./comment";
import { destroyCommand } from "./destroy";
import { doctorCommand } from "./doctor";
import { driftCommand } from "./drift";
import { dueCommand } from "./due";
import { evidenceCommand } from "./evidence";
import { forgeCommand } from "./forge";
import { gitCommand } from "./git";
import { labCommand } from "./lab";
import { letterCommand } from "./letter";
import { maintenanceCommand } from "./maintenance";
import { newCommand } from "./new";
import { outputsCommand } from "./outputs";
import { previewCommand } from "./preview";
import { refreshCommand } from "./refresh";
import { renewCommand } from "./renew";
import { reportCommand } from "./report";
import { resumeCommand } from "./resume";
import { signCommand } from "./sign";
import { slipCommand } from "./slip";
import { stateCommand } from "./state";
import { statusCommand } from "./status";
import { stepCommand } from "./step";
import { suspendCommand } from "./suspend";
import { upCommand } from "./up";
import { usageCommand } from "./usage";
import { verifyCommand } from "./verify";
import { verifyApprovalsCommand } from "./verify-approvals";

/** Every command, in the order of `titip --help`: the order of the work. */
export const COMMANDS: CommandSpec[] = [
  checkCommand,
  statusCommand,
  newCommand,
  stepCommand,
  assessCommand,
  capacityCommand,
  suspendCommand,
  resumeCommand,
  renewCommand,
  closeCommand,
  signCommand,
  verifyApprovalsCommand,
  evidenceCommand,
  codeownersCommand,
  auditCommand,
  dueCommand,
  slipCommand,
  letterCommand,
  reportCommand,
  usageCommand,
  maintenanceCommand,
  backupCommand,
  previewCommand,
  upCommand,
  verifyCommand,
  driftCommand,
  refreshCommand,
  destroyCommand,
  outputsCommand,
  stateCommand,
  cancelCommand,
  gitCommand,
  commentCommand,
  forgeCommand,
  labCommand,
  doctorCommand,
];
