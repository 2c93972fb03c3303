/**
 * The stock CLI's engine events: one JSON object a line. The last line may be cut off when the CLI was killed, and is
 * left out then.
 */
export function eventsOf<Event>(log: string): Event[] {
  return log.split("\n").flatMap((line): Event[] => {
    if (line.trim() === "") return [];
    try {
      return [JSON.parse(line) as Event];
    } catch {
      return [];
    }
  });
}

/** Pulumi's own colour tags, `<{%fg 1%}>`. */
export function withoutColors(message: string): string {
  return message.replace(/<\{%.*?%\}>/g, "").trim();
}
