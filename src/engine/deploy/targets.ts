/** The resources that an operation is limited to: URNs with `*` (anything but `:`) and `**` (anything). */
export class Targets {
  private readonly patterns: RegExp[];

  constructor(readonly texts: readonly string[]) {
    this.patterns = texts.map(toPattern);
  }

  get isLimited(): boolean {
    return this.patterns.length > 0;
  }

  has(urn: string): boolean {
    return !this.isLimited || this.patterns.some((pattern) => pattern.test(urn));
  }

  /** Targets that fit none of the URNs: most likely mistyped. */
  unmatched(urns: Iterable<string>): string[] {
    const all = [...urns];
    return this.texts.filter((_, i) => !all.some((urn) => this.patterns[i]?.test(urn)));
  }
}

function toPattern(text: string): RegExp {
  const parts = text.split(/(\*\*|\*)/).map((part) => {
    if (part === "**") return ".*";
    return part === "*" ? "[^:]*" : part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`, "s");
}
