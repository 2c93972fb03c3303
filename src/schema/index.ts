/** What other parts of Titip use of this folder. */
export { loadSite } from "./load-site";
export { compareProblems, hasErrors, type Position, type Problem } from "./problem";
export * from "./quantity";
export type { LoadedRequest, Site } from "./site";
