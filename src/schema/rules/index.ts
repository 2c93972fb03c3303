import { addressOutsidePool } from "./address-outside-pool";
import { aliasConflict } from "./alias-conflict";
import { approvedWithoutAllocation } from "./approved-without-allocation";
import { duplicateId } from "./duplicate-id";
import { fileName } from "./file-name";
import { holderTerms } from "./holder-terms";
import { inventoryReference } from "./inventory-reference";
import { letterDate } from "./letter-date";
import { missingLetter } from "./missing-letter";
import { nameReleased } from "./name-released";
import { nameRepeated } from "./name-repeated";
import { networkPlan } from "./network-plan";
import { networkUnfit } from "./network-unfit";
import { officerRole } from "./officer-role";
import { officerTerm } from "./officer-term";
import { procedureChain } from "./procedure-chain";
import { reverseZoneMissing } from "./reverse-zone-missing";
import type { Rule } from "./rule";
import { runtimeUnsupported } from "./runtime-unsupported";
import { serverAddress } from "./server-address";
import { serverRole } from "./server-role";
import { stepsOrder } from "./steps-order";
import { subdomainLegal } from "./subdomain-legal";
import { subdomainReserved } from "./subdomain-reserved";
import { subdomainTaken } from "./subdomain-taken";
import { termOrder } from "./term-order";
import { uidOutsideRange } from "./uid-outside-range";
import { uidRange } from "./uid-range";
import { unknownAgency } from "./unknown-agency";
import { unknownContact } from "./unknown-contact";
import { unknownNetwork } from "./unknown-network";
import { unknownOfficer } from "./unknown-officer";
import { unknownRole } from "./unknown-role";
import { unknownServer } from "./unknown-server";
import { unknownZone } from "./unknown-zone";
import { valueHeldTwice } from "./value-held-twice";
import { valueReleased } from "./value-released";

/** Every rule across fields and files. A rule is added here, with its tests and its paragraph in docs/rules.md. */
export const rules: readonly Rule[] = [
  // the inventory and the procedure
  inventoryReference,
  unknownRole,
  holderTerms,
  serverAddress,
  networkPlan,
  uidRange,
  procedureChain,
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
  unknownOfficer,
  officerTerm,
  officerRole,
  missingLetter,
  letterDate,
  approvedWithoutAllocation,
  // what is allocated
  unknownServer,
  serverRole,
  runtimeUnsupported,
  unknownNetwork,
  networkUnfit,
  addressOutsidePool,
  reverseZoneMissing,
  uidOutsideRange,
  valueHeldTwice,
  valueReleased,
];
