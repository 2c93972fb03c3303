/** What looks like a secret is never printed: private keys, and values of fields that are named like secrets. */
const SECRETS: RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<![A-Za-z0-9])(secret|password|passphrase|token|passwd)(["']?\s*[=: ]\s*["']?)[^\s"';]+/gi,
];

export function redact(text: string): string {
  return text
    .replace(SECRETS[0] ?? /$^/, "[redacted]")
    .replace(SECRETS[1] ?? /$^/, (_, name: string, gap: string) => `${name}${gap}[redacted]`);
}
