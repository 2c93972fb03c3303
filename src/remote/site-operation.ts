import type { SiteExtra } from "../provision/site-extras";
import type { SiteOrder, SiteReality } from "./fleet";
import { decodeField, encodeField } from "./framing";
import { archivesOf, byRequest, type Operation, requestOf } from "./operation";

/** One operation of a `web-apply` transaction. */
export type SiteOperation = Operation<SiteOrder>;

/** What became of it. */
export type SiteOutcome =
  | { kind: "put"; reality: SiteReality }
  | { kind: "remove"; archive: string | undefined };

/** The operation as a line of the body of `web-apply`. */
export function operationFields(operation: SiteOperation): string[] {
  if (operation.kind === "remove") return ["remove", operation.request];
  const { request, account, address, dedicatedAddress, configuration, placeholder, extras } = operation.order;
  return [
    "put",
    request,
    account.name,
    String(account.uid),
    dedicatedAddress ?? address,
    dedicatedAddress === undefined ? "shared" : "dedicated",
    configuration,
    placeholder,
    ...(extras && extras.length > 0 ? [extrasField(extras)] : []),
  ];
}

/** What a site has beside its virtual host, as one field: lines of fields, encoded like the protocol's own. */
export function extrasField(extras: readonly SiteExtra[]): string {
  return extras.map((extra) => extra.map(encodeField).join("\t")).join("\n");
}

function parseExtras(field: string): SiteExtra[] {
  return field.split("\n").map((line) => {
    const [kind = "", ...values] = line.split("\t").map(decodeField);
    return [kind, ...values];
  });
}

/** A `+site` line: request, configuration, account, uid, owner of the document root, dedicated address, extras. */
export function parseSite(fields: string[]): SiteReality {
  const [, request = "", configuration = "", name = "", uid = "", rootOwner = "", dedicatedAddress = ""] =
    fields;
  const extras = fields[7];
  return {
    request,
    configuration,
    account: name === "" ? undefined : { name, uid: Number(uid) },
    documentRoot: rootOwner !== "" && rootOwner === uid,
    dedicatedAddress: dedicatedAddress === "" ? undefined : dedicatedAddress,
    ...(extras ? { extras: parseExtras(extras) } : {}),
  };
}

export function sitesOf(lines: string[][]): Map<string, SiteReality> {
  return byRequest(lines.filter(([kind]) => kind === "site").map(parseSite));
}

/** Finds each operation's outcome in the reply of `web-apply`; what was not proven there is an error. */
export function outcomesOf(operations: SiteOperation[], lines: string[][]): SiteOutcome[] {
  const sites = sitesOf(lines);
  const archives = archivesOf(lines);
  return operations.map((operation) => {
    const request = requestOf(operation);
    if (operation.kind === "remove") {
      if (!archives.has(request)) throw new Error(`the server did not report the removal of ${request}`);
      return { kind: "remove", archive: archives.get(request) || undefined };
    }
    const reality = sites.get(request);
    if (reality?.configuration !== operation.order.configuration) {
      throw new Error(`the server did not report ${request} as it was ordered`);
    }
    return { kind: "put", reality };
  });
}
