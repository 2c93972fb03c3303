import type { Check } from "./evidence";
import { foundOr, type Probes, type SeenCertificate } from "./probes";

/** Each name of a site over https: by a certificate that is good for it now, from an authority that is trusted here. */
export function checkCertificates(
  address: string,
  names: readonly string[],
  at: string,
  probes: Probes,
): Promise<Check[]> {
  return Promise.all(
    names.map(async (name): Promise<Check> => {
      const { value, found } = await foundOr(probes.certificate(address, name), words);
      const result = value && isGood(value, at) ? "good" : "bad";
      const expected = "valid, trusted";
      return { check: "certificate", target: `https://${name}/`, through: address, expected, found, result };
    }),
  );
}

function isGood({ until, named, problem }: SeenCertificate, at: string): boolean {
  return named && problem === "" && Date.parse(until) > Date.parse(at);
}

function words({ until, issuer, named, problem }: SeenCertificate): string {
  const complaint = named ? problem : "for another name";
  return `until ${until}, ${issuer}${complaint === "" ? "" : `: ${complaint}`}`;
}
