export { baseTreePath, ensureBaseTree } from "./base-tree";
export { type ExecOptions, labExec, labSpawn } from "./exec";
export { CONTROL, CONTROL_ADDRESS, DEFAULT_LAB, LAB_HOSTS, type LabHost } from "./hosts";
export { labHostKey } from "./keys";
export {
  hostStart,
  hostStop,
  type LabOptions,
  type LabStatus,
  labDown,
  labList,
  labStatus,
  labUp,
} from "./lab";
export { LabError } from "./lab-error";
export { labPaths } from "./paths";
export type { CommandResult } from "./run-command";
