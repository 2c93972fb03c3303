import type { CertificateInputs } from "../../provision/desired-state";
import type { CertificateReality } from "../../remote/fleet";
import type { Text } from "../../text";
import type { ManagedResource } from "./managed-resource";

export interface CertificateOutputs extends CertificateInputs {
  /** The site is served over https with a certificate that is good for all of its names; else over http. */
  served: boolean;
  /** Last moment of the certificate (RFC 3339); empty while there is none. */
  until?: string;
  issuer?: string;
  /** Why the site is still served over http, in the words of the authority or of the server; empty when it is not. */
  problem?: string;
}

/**
 * The certificate of one site. Asked for when the site's names are published, so that an authority can look at them. One
 * that cannot be had is no failure: the site is served over http, the next run asks again.
 */
export const certificate: ManagedResource<CertificateInputs, CertificateOutputs> = {
  type: "titip:apache:Certificate",
  replaceOn: ["request", "server"],
  learned: ["until", "issuer", "problem"],

  check: (news) => ({ inputs: news, failures: [] }),

  id: (inputs) => `${inputs.server}/${inputs.request}`,

  plan: (inputs) => ({ ...inputs, served: true }),

  async apply({ fleet }, inputs) {
    const { server, request, mode } = inputs;
    return describe(inputs, await fleet.certificates(server).put({ request, mode }));
  },

  notice: ({ request, served, problem = "" }) => (served ? undefined : waiting(request, problem)),

  async read({ fleet }, { server, request }, olds) {
    const reality = await fleet.certificates(server).read(request);
    const recorded = olds.request ? (olds as CertificateOutputs) : undefined;
    // A site whose virtual host was taken away by hand is mended first; its certificate is then asked for again.
    if (!reality) return recorded && { inputs: recorded, outputs: { ...recorded, served: false } };
    const inputs: CertificateInputs = { request, server, mode: reality.mode, names: [...reality.names] };
    return { inputs, outputs: describe(recorded ?? inputs, reality) };
  },

  async remove({ fleet }, { server, request }) {
    await fleet.certificates(server).remove(request);
    return undefined;
  },
};

function describe(inputs: CertificateInputs, reality: CertificateReality): CertificateOutputs {
  const { request, server, mode, names } = inputs;
  const { served, until, issuer, problem } = reality;
  return { request, server, mode, names, served, until, issuer, problem };
}

function waiting(id: string, problem: string): Text {
  return {
    id: `${id}: situs dilayani lewat http sampai sertifikatnya ada (${problem}); titip up berikutnya meminta lagi`,
    en: `${id}: the site is served over http until its certificate is there (${problem}); the next titip up asks again`,
  };
}
