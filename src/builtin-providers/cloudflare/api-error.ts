import {
  APIConnectionError,
  APIError,
  AuthenticationError,
  PermissionDeniedError,
  RateLimitError,
} from "cloudflare";

/** Errors of a batch that one record of it may have caused: then it is split. All else would end the same again. */
export function isAboutOneRecord(error: unknown): boolean {
  return error instanceof APIError && error.status !== undefined && [400, 409, 422].includes(error.status);
}

/** Tries of one batch. */
const TRIES = 6;

/**
 * Milliseconds to wait before a batch is tried again: as long as the API asks (Retry-After, RFC 9110 section 10.2.3),
 * else longer each time; undefined when trying again would end the same.
 */
export function pauseAfter(error: unknown, tries: number): number | undefined {
  if (!(error instanceof APIError) || tries + 1 >= TRIES) return undefined;
  const passing = error instanceof APIConnectionError || error.status === 429 || (error.status ?? 0) >= 500;
  if (!passing) return undefined;
  const asked = Number(error.headers?.get("retry-after") ?? Number.NaN);
  return Number.isFinite(asked) ? asked * 1000 : 250 * 2 ** tries;
}

/** Cloudflare's own words, from the envelope of its answer, and what to do. Never the token: it stands in no answer. */
export function explainApiError(error: unknown): never {
  if (!(error instanceof APIError)) throw error;
  const words = (error.errors ?? []).map(({ code, message }) => `${message} (${code})`).join("; ");
  throw new Error(`Cloudflare: ${words || error.message}${remedyFor(error)}`);
}

function remedyFor(error: unknown): string {
  if (error instanceof AuthenticationError || error instanceof PermissionDeniedError)
    return ": check CLOUDFLARE_API_TOKEN; it needs DNS Write for this zone (docs/public-zone.md)";
  if (error instanceof RateLimitError)
    return ": too many requests, also after waiting as it asked; run again later";
  if (error instanceof APIConnectionError) return ": check the way to api.cloudflare.com, then run again";
  return "";
}
