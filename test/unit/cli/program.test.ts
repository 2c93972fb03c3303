import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import type { CommandSpec } from "../../../src/cli/command-spec";
import { COMMANDS } from "../../../src/cli/commands";
import { languageOfArguments } from "../../../src/cli/language";
import { createProgram, namedCommand } from "../../../src/cli/program";
import { usageReportCommand } from "../../../src/cli/usage/report";
import { usageMessage } from "../../../src/cli/usage-message";
import type { Language } from "../../../src/text";

interface Named {
  path: string[];
  spec: CommandSpec;
}

const ALL: Named[] = COMMANDS.flatMap(function flatten(spec): Named[] {
  const children = (spec.commands ?? []).flatMap(flatten);
  return [
    { path: [spec.name], spec },
    ...children.map((child) => ({ ...child, path: [spec.name, ...child.path] })),
  ];
});

async function helpOf(path: string[], lang: Language): Promise<string> {
  let text = "";
  const { command } = createProgram(lang);
  const everything = [command, ...command.commands, ...command.commands.flatMap(({ commands }) => commands)];
  for (const one of everything) one.configureOutput({ writeOut: (part) => (text += part) });
  await expect(command.parseAsync([...path, "--help"], { from: "user" })).rejects.toMatchObject({
    exitCode: 0,
  });
  return text;
}

async function usageError(argv: string[], lang: Language): Promise<string> {
  try {
    await createProgram(lang).command.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return usageMessage(error, lang);
    throw error;
  }
  throw new Error("no usage error");
}

describe("help", () => {
  it.each(ALL)(
    "of $path has a copyable example and the exit codes, in both languages",
    async ({ path, spec }) => {
      const indonesian = await helpOf(path, "id");
      const english = await helpOf(path, "en");
      expect(spec.examples.length).toBeGreaterThan(0);
      for (const example of spec.examples) {
        expect(example).toMatch(/^titip /);
        expect(indonesian).toContain(`$ ${example}`);
      }
      expect(indonesian).toContain("Pemakaian:");
      expect(indonesian).toContain("Kode keluar:");
      expect(english).toContain("Exit codes:");
      expect(english).not.toMatch(/Pilihan|Pemakaian|Contoh|tampilkan/);
      expect(indonesian).not.toMatch(/Options:|Usage:|Examples:|display help/);
    },
  );

  it.each(ALL.filter(({ spec, path }) => spec.run && path.join(" ") !== "lab exec"))(
    "$path has --format with json",
    ({ spec }) => {
      const format = spec.options?.find(({ flags }) => flags.startsWith("--format"));
      expect(format?.choices).toContain("json");
    },
  );

  it("examples parse: every option in them exists", () => {
    for (const { spec, path } of ALL) {
      const known = (spec.options ?? []).flatMap(({ flags }) => flags.match(/--[a-z-]+/g) ?? []);
      const own = spec.examples.filter((line) => line.startsWith(`titip ${path.join(" ")}`));
      for (const line of own) {
        const words = (line.split(" -- ")[0] ?? "").match(/--[a-z-]+/g) ?? [];
        for (const word of words) expect(known, line).toContain(word);
      }
    }
  });
});

describe("usage errors", () => {
  it.each([
    [["check", "--formt", "json"], "pilihan '--formt' tidak dikenal"],
    [
      ["check", "--format", "yaml"],
      "nilai 'yaml' untuk pilihan '--format <format>' tidak sah; yang boleh: text, json, github",
    ],
    [["chek"], "perintah 'chek' tidak dikenal\n(maksud Anda: check?)"],
    [["assess"], "argumen 'id' wajib diisi"],
    [["preview", "extra"], "argumen terlalu banyak"],
    [["up", "--stack"], "pilihan '--stack <stack>' memerlukan nilai"],
  ])("%j in Indonesian", async (argv, message) => {
    expect(await usageError(argv, "id")).toContain(message);
  });

  it("stays English with --lang en", async () => {
    expect(await usageError(["chek"], "en")).toBe("unknown command 'chek'\n(Did you mean check?)");
  });
});

describe("language of the command line", () => {
  it.each([
    [["check", "--lang", "en"], {}, "en"],
    [["--lang=en", "check"], {}, "en"],
    [["check"], { TITIP_LANG: "en" }, "en"],
    [["check", "--lang", "id"], { TITIP_LANG: "en" }, "id"],
    [["lab", "exec", "web1", "--", "x", "--lang", "en"], {}, "id"],
    [["check"], {}, "id"],
  ] as const)("%j %j is %s", (argv, environment, lang) => {
    expect(languageOfArguments([...argv], environment)).toBe(lang);
  });
});

it("options of a command on a lab host are the command's own", async () => {
  const { command } = createProgram("id");
  const lab = command.commands.find((one) => one.name() === "lab");
  const exec = lab?.commands.find((one) => one.name() === "exec");
  let received: string[] = [];
  exec?.action((host: string, argv: string[]) => {
    received = [host, ...argv];
  });
  await command.parseAsync(["lab", "exec", "web1", "--", "ls", "-l", "--no-color"], { from: "user" });
  expect(received).toEqual(["web1", "ls", "-l", "--no-color"]);
});

describe("options that a command shares with the one below it", () => {
  const shared = [
    ["--out", "laporan"],
    ["--month", "2026-11"],
    ["--format", "json"],
  ];

  it.each(shared)("%s is the lower one's, wherever it stands", async (flag, value) => {
    for (const argv of [
      ["usage", "report", flag, value],
      ["usage", flag, value, "report"],
    ]) {
      const report = await optionsOfUsageReport(argv);
      expect(report).toMatchObject({ [flag.slice(2)]: value });
    }
  });

  it("have the lower one's choices", async () => {
    expect(await usageError(["usage", "report", "--format", "csv"], "id")).toContain(
      "yang boleh: text, json",
    );
  });
});

/** What `titip usage report` is run with. */
async function optionsOfUsageReport(argv: string[]): Promise<Record<string, unknown>> {
  let received: Record<string, unknown> = {};
  const run = usageReportCommand.run;
  usageReportCommand.run = async (_context, { options }) => {
    received = options;
    return 0;
  };
  try {
    await createProgram("id").command.parseAsync(argv, { from: "user" });
  } finally {
    usageReportCommand.run = run;
  }
  return received;
}

it.each([
  [["close"], "titip close"],
  [["--lang", "en", "state", "import", "--file"], "titip state import"],
  [["lab", "exec", "web1", "--", "up"], "titip lab exec"],
  [["chek"], "titip"],
])("a usage error of %j points to the help of %s", (argv, command) => {
  expect(namedCommand(createProgram("id").command, argv)).toBe(command);
});
