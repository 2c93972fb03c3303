import { EventEmitter } from "node:events";
import { Command, Option } from "commander";
import { version } from "../../package.json";
import type { Language, Text } from "../text";
import type { CommandSpec, OptionSpec } from "./command-spec";
import { COMMANDS } from "./commands";
import { type Context, type GlobalOptions, processContext } from "./context";

const TITLES: Record<string, string> = {
  "Usage:": "Pemakaian:",
  "Options:": "Pilihan:",
  "Global Options:": "Pilihan umum:",
  "Commands:": "Perintah:",
  "Arguments:": "Argumen:",
};

const SUMMARY: Text = {
  id: "Titip: prosedur hosting dan co-location pusat data pemerintah sebagai kode",
  en: "Titip: a government data centre's hosting and co-location procedures as code",
};

const EXIT_CODES: Text = {
  id: "Kode keluar: 0 baik; 1 ada masalah atau penerapan gagal; 2 konfigurasi atau pemakaian keliru",
  en: "Exit codes: 0 fine; 1 problems or a failed apply; 2 unusable configuration or usage",
};

const GLOBAL_OPTIONS: OptionSpec[] = [
  {
    flags: "--lang <language>",
    text: { id: "bahasa pesan (atau TITIP_LANG)", en: "language of messages (or TITIP_LANG)" },
    choices: ["id", "en"],
  },
  { flags: "-C, --cwd <dir>", text: { id: "folder proyek", en: "project folder" } },
  { flags: "--no-color", text: { id: "tanpa warna (atau NO_COLOR)", en: "no colour (or NO_COLOR)" } },
  {
    flags: "--debug",
    text: {
      id: "tampilkan setiap perintah jarak jauh dan jejak galat",
      en: "show every remote command and the trace of errors",
    },
  },
];

export interface Program {
  command: Command;
  /** Exit code of the command that ran. */
  exitCode(): number;
}

/** The command that a command line names, as it is typed: `titip state import`; as far as its words are known. */
export function namedCommand(root: Command, argv: readonly string[]): string {
  const words = [root.name()];
  let command = root;
  for (const word of argv) {
    const next = command.commands.find((child) => child.name() === word);
    if (!next) continue;
    words.push(word);
    command = next;
  }
  return words.join(" ");
}

export type MakeContext = (lang: Language, options: GlobalOptions) => Context;

/** The whole command line, its help in `lang`. Parse errors are thrown as `CommanderError`. */
export function createProgram(lang: Language, makeContext: MakeContext = processContext): Program {
  let exitCode = 0;
  const root = new Command("titip").description(SUMMARY[lang]);
  // Before any sub-command is made: they inherit these settings.
  root
    .enablePositionalOptions(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
  root.configureHelp(helpConfiguration(lang));
  root.version(`titip ${version}`, "-V, --version", lang === "id" ? "tampilkan versi" : "show the version");
  for (const option of GLOBAL_OPTIONS) root.addOption(commanderOption(option, lang));
  const finish = (code: number) => {
    exitCode = code;
  };
  for (const spec of COMMANDS) addCommand(root, spec, { lang, makeContext, finish });
  localise(root, lang);
  root.addHelpText(
    "after",
    () =>
      `\n${EXAMPLES[lang]}\n  $ titip check\n  $ titip preview\n  $ titip assess --help\n\n${EXIT_CODES[lang]}`,
  );
  return { command: root, exitCode: () => exitCode };
}

interface Wiring {
  lang: Language;
  makeContext: MakeContext;
  finish(code: number): void;
}

const EXAMPLES: Text = { id: "Contoh:", en: "Examples:" };

function addCommand(parent: Command, spec: CommandSpec, wiring: Wiring): void {
  const { lang } = wiring;
  const command = parent.command(spec.name).summary(spec.summary[lang]);
  const sentences = [asSentence(spec.summary[lang]), spec.details?.[lang]];
  command.description(sentences.filter(Boolean).join("\n\n"));
  for (const argument of spec.arguments ?? []) command.argument(argument.name, argument.text[lang]);
  for (const option of spec.options ?? []) command.addOption(commanderOption(option, lang));
  // A command that runs by itself and has others below it: words after theirs are theirs.
  if (spec.run && spec.commands) command.enablePositionalOptions();
  for (const child of spec.commands ?? []) addCommand(command, child, wiring);
  localise(command, lang);
  const examples = spec.examples.map((line) => `  $ ${line}`).join("\n");
  command.addHelpText("after", `\n${EXAMPLES[lang]}\n${examples}\n\n${EXIT_CODES[lang]}`);
  const { run } = spec;
  if (!run) return;
  command.action(async () => {
    takeFromParent(command);
    const context = wiring.makeContext(lang, command.optsWithGlobals<GlobalOptions>());
    const options = command.opts<Record<string, unknown>>();
    wiring.finish(await run(context, { arguments: command.args, options }));
  });
}

/**
 * A command that runs by itself has options of its own, and Commander gives it those that it shares with the command
 * below, wherever they stand (`titip usage report --out dir`): what was given is the lower one's.
 */
function takeFromParent(command: Command): void {
  const { parent } = command;
  if (!parent || !(command instanceof EventEmitter)) return; // it is one, though its types do not say so
  for (const option of command.options) {
    const isShared = parent.options.some(({ long }) => long === option.long);
    if (!isShared || parent.getOptionValueSource(option.attributeName()) !== "cli") continue;
    const given: unknown = parent.getOptionValue(option.attributeName());
    // As if it had been parsed here: checked against this option's own choices.
    for (const value of [given].flat()) command.emit(`option:${option.name()}`, value);
  }
}

function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function commanderOption(spec: OptionSpec, lang: Language): Option {
  const option = new Option(spec.flags, spec.text[lang]);
  if (spec.choices) option.choices(spec.choices);
  if (spec.default !== undefined) option.default(spec.default);
  if (spec.required) option.makeOptionMandatory();
  if (spec.repeatable)
    option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
  return option;
}

/** To be called when arguments and sub-commands are there: they are part of the usage line. */
function localise(command: Command, lang: Language): void {
  command.helpCommand(false);
  command.helpOption("-h, --help", lang === "id" ? "tampilkan bantuan ini" : "show this help");
  if (lang === "en") return;
  command.usage(command.usage().replace("[options]", "[pilihan]").replace("[command]", "[perintah]"));
}

function helpConfiguration(lang: Language) {
  return {
    showGlobalOptions: true,
    styleTitle: (title: string) => (lang === "id" ? (TITLES[title] ?? title) : title),
    optionDescription: (option: Option) => {
      const extra = [];
      if (option.argChoices) extra.push(option.argChoices.join("|"));
      if (typeof option.defaultValue === "string")
        extra.push(`${lang === "id" ? "bawaan" : "default"}: ${option.defaultValue}`);
      return extra.length > 0 ? `${option.description} (${extra.join("; ")})` : option.description;
    },
    subcommandTerm: (command: Command) => {
      const names = command.registeredArguments.map((a) => (a.required ? `<${a.name()}>` : `[${a.name()}]`));
      return [command.name(), ...names].join(" ");
    },
  };
}
