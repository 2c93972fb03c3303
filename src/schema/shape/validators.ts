import Ajv2020, { type ErrorObject, type Options, type ValidateFunction } from "ajv/dist/2020";
import agencies from "../../../schema/agencies.json";
import allocation from "../../../schema/allocation.json";
import approval from "../../../schema/approval.json";
import approvals from "../../../schema/approvals.json";
import backup from "../../../schema/backup.json";
import calendar from "../../../schema/calendar.json";
import colocationRequest from "../../../schema/colocation-request.json";
import common from "../../../schema/common.json";
import contacts from "../../../schema/contacts.json";
import document from "../../../schema/document.json";
import hostingRequest from "../../../schema/hosting-request.json";
import letterhead from "../../../schema/letterhead.json";
import maintenance from "../../../schema/maintenance.json";
import maintenanceEntry from "../../../schema/maintenance-entry.json";
import networks from "../../../schema/networks.json";
import officers from "../../../schema/officers.json";
import power from "../../../schema/power.json";
import procedure from "../../../schema/procedure.json";
import racks from "../../../schema/racks.json";
import servers from "../../../schema/servers.json";
import steps from "../../../schema/steps.json";
import tls from "../../../schema/tls.json";
import uplinks from "../../../schema/uplinks.json";
import usageMonth from "../../../schema/usage-month.json";
import zones from "../../../schema/zones.json";
import type { AgenciesFile } from "../generated/agencies";
import type { AllocationFile } from "../generated/allocation";
import type { Approval } from "../generated/approval";
import type { ApprovalsFile } from "../generated/approvals";
import type { BackupFile } from "../generated/backup";
import type { CalendarFile } from "../generated/calendar";
import type { ColocationRequest } from "../generated/colocation-request";
import type { ContactsFile } from "../generated/contacts";
import type { DocumentTemplate } from "../generated/document";
import type { HostingRequest } from "../generated/hosting-request";
import type { LetterheadFile } from "../generated/letterhead";
import type { MaintenanceFile } from "../generated/maintenance";
import type { MaintenanceEntry } from "../generated/maintenance-entry";
import type { NetworksFile } from "../generated/networks";
import type { OfficersFile } from "../generated/officers";
import type { PowerFile } from "../generated/power";
import type { Procedure } from "../generated/procedure";
import { publishedProcedures } from "../generated/published-procedures";
import type { RacksFile } from "../generated/racks";
import type { ServersFile } from "../generated/servers";
import type { TlsFile } from "../generated/tls";
import type { UplinksFile } from "../generated/uplinks";
import type { UsageMonth } from "../generated/usage-month";
import type { ZonesFile } from "../generated/zones";
import { stepsSchema } from "../procedure/steps-schema";
import { formats } from "./formats";
import { precompiled } from "./precompiled";
import { definitionsOf } from "./stand-in";

const schemas = {
  agencies,
  allocation,
  approval,
  approvals,
  backup,
  calendar,
  "colocation-request": colocationRequest,
  contacts,
  document,
  "hosting-request": hostingRequest,
  letterhead,
  maintenance,
  "maintenance-entry": maintenanceEntry,
  networks,
  officers,
  power,
  procedure,
  racks,
  servers,
  tls,
  uplinks,
  "usage-month": usageMonth,
  zones,
};

/** What a file of each schema holds. */
export interface Shapes {
  agencies: AgenciesFile;
  allocation: AllocationFile;
  approval: Approval;
  approvals: ApprovalsFile;
  backup: BackupFile;
  calendar: CalendarFile;
  "colocation-request": ColocationRequest;
  contacts: ContactsFile;
  document: DocumentTemplate;
  "hosting-request": HostingRequest;
  letterhead: LetterheadFile;
  maintenance: MaintenanceFile;
  "maintenance-entry": MaintenanceEntry;
  networks: NetworksFile;
  officers: OfficersFile;
  power: PowerFile;
  procedure: Procedure;
  racks: RacksFile;
  servers: ServersFile;
  tls: TlsFile;
  uplinks: UplinksFile;
  "usage-month": UsageMonth;
  zones: ZonesFile;
}

export type SchemaName = keyof Shapes;

export const schemaNames = Object.keys(schemas) as SchemaName[];

/** One way in which data do not have the shape, as ajv says it, with the schema and the data at hand. */
export type ShapeError = ErrorObject;

export type Checked<T> = { ok: true; data: T } | { ok: false; errors: ShapeError[] };

/** The schema of a request's steps, made of a procedure. One object for each procedure: it is compiled once. */
export type StepsShape = Readonly<Record<string, unknown>>;

let ajv: Ajv2020 | undefined;
const compiled = new Map<SchemaName | StepsShape, ValidateFunction>();

/**
 * Checks data against `schema/<name>.json`. Each schema is compiled once, when it is first needed.
 *
 * @param stepsShape of a request: its own procedure's; else that of ours
 */
export function checkShape<N extends SchemaName>(
  name: N,
  data: unknown,
  stepsShape?: StepsShape,
): Checked<Shapes[N]> {
  const validate = validator(name, stepsShape);
  if (isShape<Shapes[N]>(validate, data)) return { ok: true, data };
  return { ok: false, errors: validate.errors ?? [] };
}

/** Every way in which data have not the shape; none when they have it. */
export function shapeErrors(name: SchemaName, data: unknown, stepsShape?: StepsShape): ShapeError[] {
  const checked = checkShape(name, data, stepsShape);
  return checked.ok ? [] : checked.errors;
}

/** What `$ref`s of a schema lead to, by name. */
export function definitionsFor(name: SchemaName): ReadonlyMap<string, unknown> {
  const known = definitions.get(name) ?? definitionsOf(common, steps, schemas[name]);
  definitions.set(name, known);
  return known;
}

const definitions = new Map<SchemaName, ReadonlyMap<string, unknown>>();

function isShape<T>(validate: ValidateFunction, data: unknown): data is T {
  return validate(data) === true;
}

function validator(name: SchemaName, stepsShape?: StepsShape): ValidateFunction {
  const key = isRequest(name) ? (stepsShape ?? ownSteps(name)) : name;
  const known = compiled.get(key);
  if (known) return known;
  const validate = ready(name, stepsShape) ?? compiler().compile(fullSchema(name, stepsShape));
  if (compiled.size >= mostCompiled) compiled.clear();
  compiled.set(key, validate);
  return validate;
}

/** Compiled at build: all that does not depend on a procedure which somebody has changed. */
function ready(name: SchemaName, stepsShape?: StepsShape): ValidateFunction | undefined {
  const isOurs =
    !isRequest(name) || !stepsShape || JSON.stringify(stepsShape) === JSON.stringify(ownSteps(name));
  return isOurs ? precompiled()?.[name] : undefined;
}

/** A schema as it is compiled: a request's with the steps of its procedure. */
export function fullSchema(name: SchemaName, stepsShape?: StepsShape): object {
  return isRequest(name) ? withSteps(schemas[name], stepsShape ?? ownSteps(name)) : schemas[name];
}

/** A process reads few procedures; one that lives long and reads many does not keep them all. */
const mostCompiled = 100;

type RequestSchema = "hosting-request" | "colocation-request";

function isRequest(name: SchemaName): name is RequestSchema {
  return name === "hosting-request" || name === "colocation-request";
}

/** A request's schema with the steps of a procedure. Without its id, since the compiler knows each id once. */
function withSteps(schema: object, stepsShape: StepsShape): object {
  const { $id: _, properties, ...rest } = schema as { $id: string; properties: object };
  return { ...rest, properties: { ...properties, steps: stepsShape } };
}

const published = new Map<RequestSchema, StepsShape>();

function ownSteps(name: RequestSchema): StepsShape {
  const shape =
    published.get(name) ??
    stepsSchema(publishedProcedures[name === "hosting-request" ? "hosting" : "colocation"]);
  published.set(name, shape);
  return shape;
}

function compiler(): Ajv2020 {
  ajv ??= newCompiler();
  return ajv;
}

export function newCompiler(options: Options = {}): Ajv2020 {
  const made = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
    ...options,
  });
  for (const [name, format] of Object.entries(formats)) made.addFormat(name, format);
  made.addSchema([common, steps]);
  return made;
}
