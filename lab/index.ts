export { baseTreePath, ensureBaseTree } from "./base-tree";
export { type ExecOptions, labExec, labSpawn } from "./exec";
export type { LabGuest } from "./guest";
export {
  ALL_LAB_HOSTS,
  CERTIFICATE_AUTHORITY,
  CONTAINER_SERVER,
  CONTROL,
  CONTROL_ADDRESS,
  DATABASE_SERVER,
  DEFAULT_LAB,
  GATEWAY,
  LAB_HOSTS,
  LAB_HOSTS_WITH_GATEWAY,
  type LabHost,
  OUTSIDE,
} from "./hosts";
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
export { labGuest, labGuestStop } from "./lab-guests";
export { labPaths } from "./paths";
export type { CommandResult } from "./run-command";
