/** How `server/titip-host` takes a request apart, told again from its comments: tabs, then the four escapes. */
export function decodeRequest(bytes: Buffer): { verb: string; args: string[]; body: string[][] } {
  const end = bytes.indexOf(10);
  const [verb = "", size = "", ...args] = decodeLine(bytes.toString("utf8", 0, end));
  const body = bytes.subarray(end + 1);
  if (body.length !== Number(size)) throw new Error(`a body of ${body.length} bytes, ${size} announced`);
  const lines = body.toString("utf8").split("\n");
  if (lines.pop() !== "") throw new Error("the last line is not ended");
  return { verb, args, body: lines.map(decodeLine) };
}

function decodeLine(line: string): string[] {
  return line.split("\t").map((field) => {
    if (field === "-") return "";
    const marks: Record<string, string> = { "\\": "\\", t: "\t", n: "\n", r: "\r" };
    return field.replace(/\\(.)/gs, (_, mark: string) => {
      const character = marks[mark];
      if (character === undefined) throw new Error(`\\${mark} is no escape`);
      return character;
    });
  });
}
