import { expect } from "vitest";
import { planUpdate } from "../../../src/dns/plan-update";
import { outcomeText } from "../../../src/engine/display/outcome-text";
import { outcomeJson } from "../../../src/engine/display/preview-json";
import type { Outcome } from "../../../src/engine/events";
import { jsonText } from "../../../src/printable";
import { recordSet } from "../../../src/provider/resources/record-set";
import { virtualHost } from "../../../src/provider/resources/virtual-host";
import { claim } from "../../../src/provision/claim";
import { type DesiredHosting, desire } from "../../../src/provision/desire";
import { placeholderPage } from "../../../src/provision/placeholder-page";
import { renderVirtualHost } from "../../../src/provision/render-virtual-host";
import { type DeclaredHosting, stackOutputs } from "../../../src/provision/stack-outputs";
import { encodeRequest } from "../../../src/remote/framing";
import { operationFields } from "../../../src/remote/site-operation";
import { renderStackReport } from "../../../src/report/stack-report";
import type { StackOutputs } from "../../../src/schema/generated/stack-outputs";
import { loadSite } from "../../../src/schema/load-site";
import { printProblems } from "../../../src/schema/print";
import { hasErrors, type Problem } from "../../../src/schema/problem";
import { isHosting, type Site } from "../../../src/schema/site";
import {
  expectGithub,
  expectInertLines,
  expectMarkdown,
  expectPage,
  expectUpdate,
  expectVirtualHost,
} from "./oracles";
import { decodeRequest } from "./titip-host-fields";

const LANGUAGES = ["id", "en"] as const;

/** Reads a site and takes it the whole way to what servers and people are given. Returns what was refused. */
export function followThrough(root: string): Problem[] {
  const { site, problems } = loadSite(root);
  expectProblems(problems, root);
  if (!hasErrors(problems)) expectApplied(site);
  return problems;
}

/** Each problem says where and what to do, in both languages, in every form that it may be printed in. */
export function expectProblems(problems: readonly Problem[], root: string): void {
  for (const problem of problems) {
    expect(problem.rule).toMatch(/^[a-z][a-z0-9-]+$/);
    expect(problem.line).toBeGreaterThan(0);
    expect(problem.column).toBeGreaterThan(0);
    for (const text of [problem.message, problem.remedy]) {
      for (const lang of LANGUAGES) expect(text[lang].trim()).not.toBe("");
    }
  }
  for (const lang of LANGUAGES) {
    expectInertLines(printProblems(problems, { format: "text", lang, root }));
    expectGithub(printProblems(problems, { format: "github", lang, root }), problems.length);
    const json = printProblems(problems, { format: "json", lang, root });
    expectInertLines(json);
    const back = JSON.parse(json) as { file: string; message: string; found?: string }[];
    expect(back.map(({ file, message, found }) => [file, message, found])).toEqual(
      problems.map(({ file, message, found }) => [file, message[lang], found]),
    );
  }
}

function expectApplied(site: Site): void {
  const { granted, closed, refused } = claim(site);
  expect(refused).toEqual([]);
  const declared = [...granted, ...closed].filter(isHosting).map(({ data: request }): DeclaredHosting => {
    const desired = desire(site, request);
    const records = desired.recordSets.flatMap((set) => set.records);
    return {
      request,
      desired,
      held: { site: desired.virtualHost, records, archive: "/var/lib/titip/archive/x" },
    };
  });
  for (const { desired } of declared) expectRendered(desired);
  const leftOut = granted.map((request) => {
    const { name } = request.data.application;
    return { request, reason: { id: name, en: name } };
  });
  expectReported(stackOutputs(site, declared, leftOut));
  expectShown(declared.map(({ desired }) => desired));
}

/** What reaches a server. */
export function expectRendered({ virtualHost: inputs, recordSets }: DesiredHosting): void {
  const checked = virtualHost.check({ ...inputs, configuration: "" });
  expect(checked.failures).toEqual([]);
  const configuration = renderVirtualHost(inputs);
  expectVirtualHost(configuration);
  const placeholder = placeholderPage(inputs);
  expectPage(placeholder, inputs.title);
  expectFields(inputs, configuration, placeholder);
  for (const set of recordSets) {
    expect(recordSet.check(set).failures).toEqual([]);
    const zones = [...new Set(set.records.map(({ zone }) => zone))];
    const empty = zones.map((zone) => ({ zone, serial: 1, records: [] }));
    const { messages, conflicts } = planUpdate(empty, [{ request: set.request, wanted: set.records }]);
    expect(conflicts).toEqual([]);
    expect(messages.length > 0, "a closed request's set is empty").toBe(set.records.length > 0);
    for (const { zone, script, undo } of messages) {
      expectUpdate(zone, script);
      expectUpdate(zone, undo);
    }
  }
}

/** On the wire a site is one line of eight fields, and what comes off it is what was put on. */
function expectFields(
  inputs: DesiredHosting["virtualHost"],
  configuration: string,
  placeholder: string,
): void {
  const fields = operationFields({
    kind: "put",
    order: {
      request: inputs.request,
      account: inputs.account,
      dedicatedAddress: inputs.address.dedicated ? inputs.address.ip : undefined,
      address: inputs.address.ip,
      configuration,
      placeholder,
    },
  });
  expect(decodeRequest(encodeRequest("web-apply", [], [fields]))).toEqual({
    verb: "web-apply",
    args: [],
    body: [fields],
  });
}

/** What people read of the stack's outputs. */
function expectReported(outputs: StackOutputs): void {
  for (const lang of LANGUAGES) {
    expectInertLines(renderStackReport(outputs, "text", lang));
    expectMarkdown(renderStackReport(outputs, "markdown", lang));
  }
  const json = jsonText(outputs);
  expectInertLines(json);
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(outputs)));
}

/** The plan on a terminal, with every property, as JSON, and a provider's complaint that quotes the title. */
export function expectShown(hostings: readonly DesiredHosting[]): void {
  const type = "titip:apache:VirtualHost";
  const steps = hostings.map(({ virtualHost: inputs }) => {
    const urn = `urn:pulumi:lab::titip::${type}::${inputs.request}`;
    const properties = JSON.parse(JSON.stringify(inputs));
    return {
      operation: "create" as const,
      urn,
      type,
      new: { urn, custom: true, type, inputs: properties, outputs: {} },
    };
  });
  const outcome: Outcome = {
    ok: true,
    operation: "preview",
    preview: true,
    project: "titip",
    stack: "lab",
    steps,
    summary: { create: steps.length },
    outputs: { titles: hostings.map(({ virtualHost: { title } }) => title) },
    oldOutputs: {},
    diagnostics: hostings.map(({ virtualHost: { title } }) => ({ severity: "error", message: title })),
    milliseconds: 1,
    writes: 0,
    cancelled: false,
  };
  expectInertLines(outcomeText(outcome, { diff: true, color: false }));
  expectInertLines(jsonText(outcomeJson(outcome)));
}
