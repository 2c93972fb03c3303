/**
 * The Pulumi program: reads the data centre and its requests, gives each approved request what it was
 * allocated, and exports what the servers then hold. docs/architecture.md follows one request through it.
 */
import "./without-stack-traces";
import * as pulumi from "@pulumi/pulumi";
import { recover } from "@pulumi/pulumi/output";
import { withProof } from "./approval/with-proof";
import { blockingProblems } from "./provision/blocking-problems";
import { claim } from "./provision/claim";
import { desire } from "./provision/desire";
import { desireColocation } from "./provision/desire-colocation";
import { type Declared, stackOutputs } from "./provision/stack-outputs";
import { Colocation } from "./resources/colocation";
import { Hosting } from "./resources/hosting";
import type { StackOutputs } from "./schema/generated/stack-outputs";
import { loadSite } from "./schema/load-site";
import { printProblems } from "./schema/print";
import type { LoadedRequest } from "./schema/site";
import { siteRoot } from "./site-root";
import { language } from "./text";

const config = new pulumi.Config("titip");
const root = siteRoot(config.get("site"));
const { site: read, problems } = loadSite(root);
const blocking = blockingProblems(problems);
if (blocking.length > 0) {
  throw new pulumi.RunError(
    printProblems(blocking, { format: "text", lang: language(), root, color: false }),
  );
}

const site = withProof(read);

// A site holds an agency's data: unless the stack says otherwise (as the lab's does), nothing deletes it.
const protect = config.getBoolean("protect") ?? true;

// On a pull request a preview shows what approval would do; nothing is ever applied on an assumption.
const assumed = pulumi.runtime.isDryRun() ? (process.env.TITIP_ASSUME_APPROVED ?? "") : "";
const { granted, closed, refused } = claim(site, new Set(assumed.split(",")));

for (const { request, reason } of refused) pulumi.log.warn(`${request.file}: ${reason[language()]}`);

// A request that failed takes no other's record with it.
const declare = ({ data: request }: LoadedRequest) => {
  if (request.kind === "colocation") {
    const desired = desireColocation(site, request);
    if (!desired.ruleSet) pulumi.log.warn(unguarded(request.id)[language()]);
    const { delivered } = new Colocation(request.id, desired, { protect });
    return recover<Declared>(
      delivered.apply((held) => ({ request, desired, held })),
      () => ({ request, desired }),
    );
  }
  const desired = desire(site, request);
  const { delivered } = new Hosting(request.id, desired, { protect });
  return recover<Declared>(
    delivered.apply((held) => ({ request, desired, held })),
    () => ({ request, desired }),
  );
};

const unguarded = (id: string) => ({
  id: `${id}: jaringannya tidak mempunyai firewall di datacenter/networks.yaml; aksesnya tidak dijaga Titip`,
  en: `${id}: its network has no firewall in datacenter/networks.yaml; Titip does not guard its access`,
});

const outputs = pulumi
  .all([...granted, ...closed].map(declare))
  .apply((all) => stackOutputs(site, all, refused));

export = {
  configurations: outputs.configurations,
  colocations: outputs.colocations,
  register: outputs.register,
  closed: outputs.closed,
  failed: outputs.failed,
  refused: outputs.refused,
} satisfies { [Key in keyof StackOutputs]: pulumi.Output<StackOutputs[Key]> };
