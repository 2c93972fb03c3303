import type { CommandSpec } from "../command-spec";
import { assessCommand } from "./assess";
import { cancelCommand } from "./cancel";
import { checkCommand } from "./check";
import { closeCommand } from "./close";
import { destroyCommand } from "./destroy";
import { doctorCommand } from "./doctor";
import { labCommand } from "./lab";
import { outputsCommand } from "./outputs";
import { previewCommand } from "./preview";
import { refreshCommand } from "./refresh";
import { stateCommand } from "./state";
import { upCommand } from "./up";

/** Every command, in the order of `titip --help`: the order of the work. */
export const COMMANDS: CommandSpec[] = [
  checkCommand,
  assessCommand,
  closeCommand,
  previewCommand,
  upCommand,
  refreshCommand,
  destroyCommand,
  outputsCommand,
  stateCommand,
  cancelCommand,
  labCommand,
  doctorCommand,
];
