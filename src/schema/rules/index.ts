import { addressOutsidePool } from "./address-outside-pool";
import { agendaTaken } from "./agenda-taken";
import { aliasConflict } from "./alias-conflict";
import { approvedOverCapacity } from "./approved-over-capacity";
import { approvedWithoutAllocation } from "./approved-without-allocation";
import { assetNumberTaken } from "./asset-number-taken";
import { backupPlan } from "./backup-plan";
import { calendarPlan } from "./calendar-plan";
import { containerUnfit } from "./container-unfit";
import { databaseUnfit } from "./database-unfit";
import { duplicateId } from "./duplicate-id";
import { feedsUnfit } from "./feeds-unfit";
import { fileName } from "./file-name";
import { frontUnfit } from "./front-unfit";
import { holderTerms } from "./holder-terms";
import { inventoryReference } from "./inventory-reference";
import { ipv6Plan } from "./ipv6-plan";
import { journalEntry } from "./journal-entry";
import { letterDate } from "./letter-date";
import { maintenancePlan } from "./maintenance-plan";
import { minutesDate } from "./minutes-date";
import { missingLetter } from "./missing-letter";
import { nameReleased } from "./name-released";
import { nameRepeated } from "./name-repeated";
import { networkPlan } from "./network-plan";
import { networkUnfit } from "./network-unfit";
import { officerProof } from "./officer-proof";
import { officerRole } from "./officer-role";
import { officerTerm } from "./officer-term";
import { overCapacityRule } from "./over-capacity";
import { phpUnfit } from "./php-unfit";
import { pipelineStep } from "./pipeline-step";
import { portTaken } from "./port-taken";
import { portUnfit } from "./port-unfit";
import { powerPlan } from "./power-plan";
import { procedureChain } from "./procedure-chain";
import { procedureEffects } from "./procedure-effects";
import { procedureFields } from "./procedure-fields";
import { rackPlan } from "./rack-plan";
import { reverseZoneMissing } from "./reverse-zone-missing";
import type { Rule } from "./rule";
import { runtimeUnsupported } from "./runtime-unsupported";
import { serverAddress } from "./server-address";
import { serverRole } from "./server-role";
import { serviceOrder } from "./service-order";
import { sftpKey } from "./sftp-key";
import { specificationDiffers } from "./specification-differs";
import { stepsOrder } from "./steps-order";
import { subdomainLegal } from "./subdomain-legal";
import { subdomainReserved } from "./subdomain-reserved";
import { subdomainTaken } from "./subdomain-taken";
import { termOrder } from "./term-order";
import { uidOutsideRange } from "./uid-outside-range";
import { uidRange } from "./uid-range";
import { unitTaken } from "./unit-taken";
import { unitUnfit } from "./unit-unfit";
import { unknownAgency } from "./unknown-agency";
import { unknownContact } from "./unknown-contact";
import { unknownNetwork } from "./unknown-network";
import { unknownOfficer } from "./unknown-officer";
import { unknownRack } from "./unknown-rack";
import { unknownRole } from "./unknown-role";
import { unknownServer } from "./unknown-server";
import { unknownZone } from "./unknown-zone";
import { usageRecord } from "./usage-record";
import { valueHeldTwice } from "./value-held-twice";
import { valueReleased } from "./value-released";
import { vlanUnknown } from "./vlan-unknown";

/** Every rule across fields and files. A rule is added here, with its tests and its paragraph in docs/rules.md. */
export const rules: readonly Rule[] = [
  // the inventory and the procedure
  inventoryReference,
  unknownRole,
  holderTerms,
  officerProof,
  serverAddress,
  networkPlan,
  ipv6Plan,
  uidRange,
  procedureChain,
  procedureEffects,
  procedureFields,
  calendarPlan,
  maintenancePlan,
  backupPlan,
  // who asks
  duplicateId,
  fileName,
  unknownAgency,
  unknownContact,
  termOrder,
  // names
  unknownZone,
  subdomainLegal,
  subdomainReserved,
  subdomainTaken,
  aliasConflict,
  nameRepeated,
  nameReleased,
  // the procedure's steps
  stepsOrder,
  serviceOrder,
  unknownOfficer,
  officerTerm,
  officerRole,
  pipelineStep,
  missingLetter,
  letterDate,
  agendaTaken,
  minutesDate,
  specificationDiffers,
  approvedWithoutAllocation,
  // what is allocated
  unknownServer,
  serverRole,
  runtimeUnsupported,
  phpUnfit,
  sftpKey,
  containerUnfit,
  frontUnfit,
  databaseUnfit,
  unknownNetwork,
  networkUnfit,
  addressOutsidePool,
  reverseZoneMissing,
  uidOutsideRange,
  valueHeldTwice,
  valueReleased,
  // where servers stand, and how much there is
  rackPlan,
  powerPlan,
  unknownRack,
  unitUnfit,
  unitTaken,
  feedsUnfit,
  portUnfit,
  portTaken,
  assetNumberTaken,
  vlanUnknown,
  overCapacityRule,
  approvedOverCapacity,
  // what is recorded
  usageRecord,
  journalEntry,
];
