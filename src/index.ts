/**
 * The Pulumi program: reads the data centre and its requests, gives each approved request what it was
 * allocated, and exports what the servers then hold. docs/architecture.md follows one request through it.
 */
import * as pulumi from "@pulumi/pulumi";
import { blockingProblems } from "./provision/blocking-problems";
import { claim } from "./provision/claim";
import { desire } from "./provision/desire";
import { configurationOf, registerEntry } from "./provision/stack-outputs";
import { Hosting } from "./resources/hosting";
import type { StackOutputs } from "./schema/generated/stack-outputs";
import { loadSite } from "./schema/load-site";
import { printProblems } from "./schema/print";
import type { LoadedRequest } from "./schema/site";
import { siteRoot } from "./site-root";
import { namesOf } from "./sop/request-state";
import { language } from "./text";

const config = new pulumi.Config("titip");
const root = siteRoot(config.get("site"));
const { site, problems } = loadSite(root);
const blocking = blockingProblems(problems);
if (blocking.length > 0) {
  throw new pulumi.RunError(
    printProblems(blocking, { format: "text", lang: language(), root, color: false }),
  );
}

// A site holds an agency's data: unless the stack says otherwise (as the lab's does), nothing deletes it.
const protect = config.getBoolean("protect") ?? true;

// On a pull request a preview shows what approval would do; nothing is ever applied on an assumption.
const assumed = pulumi.runtime.isDryRun() ? (process.env.TITIP_ASSUME_APPROVED ?? "") : "";
const { granted, refused } = claim(site, new Set(assumed.split(",")));

for (const { request, reason } of refused) pulumi.log.warn(`${request.file}: ${reason[language()]}`);

const configurations = granted.map(({ data }: LoadedRequest) => {
  const desired = desire(site, data);
  const { delivered } = new Hosting(data.id, desired, { protect });
  return { request: data, held: delivered.apply((held) => configurationOf(site, data, desired, held)) };
});

// Each entry is an output of its own, so that a request that failed takes no other's record with it.
const outputs: Eventually<StackOutputs> = {
  configurations: Object.fromEntries(configurations.map(({ request, held }) => [request.id, held])),
  register: configurations
    .flatMap(({ request, held }) =>
      namesOf(request).map((name) => ({ name, entry: held.apply((entry) => registerEntry(entry, name)) })),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ entry }) => entry),
  refused: refused.map(({ request, reason }) => ({
    request: request.data.id,
    file: request.file,
    reason: reason.id,
  })),
};

export = outputs;

/** The outputs as their schema has them, each entry known once its resources are. */
type Eventually<T> = { [Key in keyof T]: Entries<T[Key]> };
type Entries<T> = T extends (infer E)[] ? pulumi.Input<E>[] : { [Key in keyof T]: pulumi.Input<T[Key]> };
