/** Colours for a terminal, or none. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  red(text: string): string;
  yellow(text: string): string;
}

export function painter(color: boolean): Paint {
  const code = (start: number, end: number) => (text: string) =>
    color ? `\x1b[${start}m${text}\x1b[${end}m` : text;
  return { bold: code(1, 22), dim: code(2, 22), red: code(31, 39), yellow: code(33, 39) };
}
