import type { Operation, RunOptions } from "./runner";
import type { StackSettings } from "./settings";

/**
 * The stock CLI's command line for one operation.
 * @param terminal what it may do with the terminal: ask, and colour
 * @param eventLog file for its engine events, read afterwards to name the requests that failed
 */
export function stockArguments(
  operation: Operation,
  settings: StackSettings,
  options: RunOptions,
  terminal: { interactive: boolean; color: boolean },
  eventLog: string,
): string[] {
  const words = [operation, "--stack", settings.stack, "--parallel", String(options.parallel)];
  if (options.json) words.push("--json");
  // The outputs of a hundred requests would bury the plan: `titip outputs` prints them.
  else words.push("--color", terminal.color ? "always" : "never", "--suppress-outputs");
  // `pulumi preview` has the tree and the diff, but no --continue-on-error: it changes nothing.
  if (options.continueOnError && operation !== "preview" && operation !== "refresh")
    words.push("--continue-on-error");
  if (options.diff && !options.json) words.push("--diff");
  // `pulumi refresh` is the refresh itself.
  if (options.refresh !== undefined && operation !== "refresh") words.push(`--refresh=${options.refresh}`);
  if (options.expectNoChanges && operation !== "destroy") words.push("--expect-no-changes");
  for (const target of options.targets) words.push("--target", target);
  // Nobody looks at a preview that is not asked about.
  if (options.yes && operation !== "preview") words.push("--yes", "--skip-preview");
  if (!terminal.interactive) words.push("--non-interactive");
  words.push("--event-log", eventLog);
  return words;
}

/** The stock CLI's command line that reads the servers and writes nothing. @param targets URNs; empty: everything */
export function readArguments(stack: string, targets: readonly string[], eventLog: string): string[] {
  const words = ["refresh", "--preview-only", "--stack", stack, "--color", "never", "--suppress-outputs"];
  return [...words, ...targets.flatMap((target) => ["--target", target]), "--event-log", eventLog];
}
