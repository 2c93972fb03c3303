import fc from "fast-check";

/**
 * What a test draws. The short run draws the same everywhere and every time, so that a red one is about the change at
 * hand; the long one (`npm run test:long`) draws anew. A failing property tells its seed; TITIP_SEED=<number> draws it
 * again.
 */
export const drawSeed = Number(
  (process.env.TITIP_SEED ?? "").split(":")[0] ||
    (process.env.TITIP_LONG ? Math.floor(Math.random() * 1_000_000) : 1),
);

fc.configureGlobal({ seed: drawSeed });
