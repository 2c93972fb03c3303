/** Variables of a pipeline that hold a secret, by how they are named. */
const SECRET = /(?:TOKEN|PASSPHRASE|PASSWORD|SECRET|PRIVATE_KEY)$/;

/** Shorter values would make holes in ordinary words. */
const SHORTEST = 6;

/** A text in which no secret of this environment stands. */
export function withoutSecrets(text: string, environment: NodeJS.ProcessEnv): string {
  const values = Object.entries(environment).flatMap(([name, value]) =>
    SECRET.test(name) && value !== undefined && value.length >= SHORTEST ? [value] : [],
  );
  return values.reduce((left, value) => left.replaceAll(value, "[redacted]"), text);
}
