import { approvalStatus } from "../approval-words";
import type { UsageRecord } from "../report/usage-record";
import { acceptedServer } from "../schema/delivered-server";
import type { DocumentTemplate } from "../schema/generated/document";
import type { Letterhead } from "../schema/generated/letterhead";
import type { StackOutputs } from "../schema/generated/stack-outputs";
import type { ServiceRequest, Site } from "../schema/site";
import { differenceText, specificationDifferences } from "../sop/walk-differences";
import type { Evidence } from "../verify/evidence";
import type { OfficialDocument } from "./block";
import { capacityFacts } from "./capacity-facts";
import { composeDocument, type DocumentInput } from "./compose";
import { requestFacts } from "./request-facts";
import { usageFacts } from "./usage-facts";

/** What the servers have told, as far as it is at hand. */
export interface ServerData {
  outputs?: StackOutputs;
  usage?: readonly UsageRecord[];
  /** Evidence of `titip verify`, already found to be the one that the completion names. */
  verification?: Pick<Evidence, "at" | "checks">;
}

/** Everything that documents of a request may name: pure, the same site gives the same documents. */
export function documentInput(
  site: Site,
  letterhead: Letterhead,
  request: ServiceRequest,
  { outputs, usage, verification }: ServerData = {},
): DocumentInput {
  const { id, kind } = request;
  const facts = requestFacts(request, {
    people: site,
    letterhead,
    procedure: site.procedures[kind],
    configuration: outputs?.configurations[id] ?? outputs?.colocations[id],
    usage: usage && usageFacts(usage, id, request.steps.usage_report?.period, resourcesOf(request)),
    capacity: capacityFacts(site, request),
    server: kind === "colocation" ? acceptedServer(request) : undefined,
    differences: differencesOf(request),
    verification,
  });
  return { request: id, kind, facts, people: site, letterhead, approval: approvalStatus(site, id) };
}

function resourcesOf(request: ServiceRequest) {
  return request.kind === "hosting" ? request.resources : undefined;
}

function differencesOf(request: ServiceRequest): string[] | undefined {
  if (request.kind !== "colocation") return undefined;
  return specificationDifferences(request).map((difference) => differenceText(difference).id);
}

/** Every document that a request's state allows, in the templates' order. */
export function readyDocuments(
  templates: readonly DocumentTemplate[],
  input: DocumentInput,
): OfficialDocument[] {
  return templates.flatMap((template) => {
    const composed = composeDocument(template, input);
    return composed.ok ? [composed.document] : [];
  });
}
