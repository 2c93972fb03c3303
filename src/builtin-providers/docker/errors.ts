/** What the daemon says of something that is not there. */
export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** Of a name that somebody else has, or of something that is in use. */
export function isConflict(error: unknown): boolean {
  return statusOf(error) === 409;
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
}

/** `undefined` for what is not there. */
export async function ifThere<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
