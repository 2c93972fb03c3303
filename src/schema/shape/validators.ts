import Ajv2020, { type ErrorObject, type ValidateFunction } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import agencies from "../../../schema/agencies.json";
import allocation from "../../../schema/allocation.json";
import common from "../../../schema/common.json";
import contacts from "../../../schema/contacts.json";
import hostingRequest from "../../../schema/hosting-request.json";
import networks from "../../../schema/networks.json";
import officers from "../../../schema/officers.json";
import procedure from "../../../schema/procedure.json";
import servers from "../../../schema/servers.json";
import zones from "../../../schema/zones.json";
import type { AgenciesFile } from "../generated/agencies";
import type { AllocationFile } from "../generated/allocation";
import type { ContactsFile } from "../generated/contacts";
import type { HostingRequest } from "../generated/hosting-request";
import type { NetworksFile } from "../generated/networks";
import type { OfficersFile } from "../generated/officers";
import type { Procedure } from "../generated/procedure";
import type { ServersFile } from "../generated/servers";
import type { ZonesFile } from "../generated/zones";
import { isDate, isMoment } from "../moments";
import { definitionsOf } from "./stand-in";

const schemas = {
  agencies,
  allocation,
  contacts,
  "hosting-request": hostingRequest,
  networks,
  officers,
  procedure,
  servers,
  zones,
};

/** What a file of each schema holds. */
export interface Shapes {
  agencies: AgenciesFile;
  allocation: AllocationFile;
  contacts: ContactsFile;
  "hosting-request": HostingRequest;
  networks: NetworksFile;
  officers: OfficersFile;
  procedure: Procedure;
  servers: ServersFile;
  zones: ZonesFile;
}

export type SchemaName = keyof Shapes;

/** One way in which data do not have the shape, as ajv says it, with the schema and the data at hand. */
export type ShapeError = ErrorObject;

export type Checked<T> = { ok: true; data: T } | { ok: false; errors: ShapeError[] };

let ajv: Ajv2020 | undefined;
const compiled = new Map<SchemaName, ValidateFunction>();

/** Checks data against `schema/<name>.json`. Each schema is compiled once, when it is first needed. */
export function checkShape<N extends SchemaName>(name: N, data: unknown): Checked<Shapes[N]> {
  const validate = validator(name);
  if (isShape<Shapes[N]>(validate, data)) return { ok: true, data };
  return { ok: false, errors: validate.errors ?? [] };
}

/** Every way in which data have not the shape; none when they have it. */
export function shapeErrors(name: SchemaName, data: unknown): ShapeError[] {
  const checked = checkShape(name, data);
  return checked.ok ? [] : checked.errors;
}

/** What `$ref`s of a schema lead to, by name. */
export function definitionsFor(name: SchemaName): ReadonlyMap<string, unknown> {
  const known = definitions.get(name) ?? definitionsOf(common, schemas[name]);
  definitions.set(name, known);
  return known;
}

const definitions = new Map<SchemaName, ReadonlyMap<string, unknown>>();

function isShape<T>(validate: ValidateFunction, data: unknown): data is T {
  return validate(data) === true;
}

function validator(name: SchemaName): ValidateFunction {
  const known = compiled.get(name);
  if (known) return known;
  const validate = compiler().compile(schemas[name]);
  compiled.set(name, validate);
  return validate;
}

function compiler(): Ajv2020 {
  if (ajv) return ajv;
  ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    allowUnionTypes: true,
    strictTypes: false,
    strictRequired: false,
  });
  addFormats(ajv, ["ipv4", "email", "regex"]);
  ajv.addFormat("date", isDate);
  ajv.addFormat("date-time", isMoment);
  ajv.addSchema(common);
  return ajv;
}
