import { readFileSync } from "node:fs";
import { jsonText } from "../../printable";
import type { Text } from "../../text";
import { writeAtomically } from "../atomic-write";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption, type OptionSpec } from "../command-spec";
import { STACK_OPTIONS } from "../engine/engine-options";
import { openEngine } from "../engine/open-engine";

/** Whatever comes on standard input. */
const STDIN = 0;

const fileOption = (text: OptionSpec["text"]): OptionSpec => ({ flags: "--file <file>", text });

const exportCommand: CommandSpec = {
  name: "export",
  summary: { id: "tulis state stack sebagai JSON", en: "write the stack's state as JSON" },
  details: {
    id: "Bentuknya seperti 'pulumi stack export'; rahasia di dalamnya tetap tersandi.",
    en: "In the form of 'pulumi stack export'; secrets in it stay encrypted.",
  },
  examples: ["titip state export --file state.json", "titip state export --engine embedded > state.json"],
  options: [
    ...STACK_OPTIONS,
    fileOption({
      id: "berkas tujuan (bawaan: keluaran baku)",
      en: "file to write (default: standard output)",
    }),
    formatOption(),
  ],
  run: async (context, { options }) => {
    const { engine } = await openEngine(context, options);
    const text = jsonText(await engine.exportState());
    const file = options.file as string | undefined;
    if (file === undefined) {
      context.print(text);
      return 0;
    }
    attempt(() => writeAtomically(file, `${text}\n`), CANNOT_WRITE);
    const done = { id: `State ditulis ke ${file}.`, en: `The state is written to ${file}.` };
    context.print(options.format === "json" ? jsonText({ file }) : context.say(done));
    return 0;
  },
};

const importCommand: CommandSpec = {
  name: "import",
  summary: {
    id: "ganti state stack dengan yang diekspor",
    en: "replace the stack's state by an exported one",
  },
  details: {
    id: "Diperiksa dahulu: bentuk, versi, milik stack ini, keutuhan. Server tidak disentuh. State sebelumnya tersimpan di riwayat backend; ekspor dahulu bila masih diperlukan.",
    en: "Checked first: form, version, that it is this stack's, integrity. No server is touched. The state before stays in the backend's history; export it first when you may need it.",
  },
  examples: ["titip state import --file state.json", "titip state import --engine embedded < state.json"],
  options: [
    ...STACK_OPTIONS,
    fileOption({ id: "berkas asal (bawaan: masukan baku)", en: "file to read (default: standard input)" }),
    formatOption(),
  ],
  run: async (context, { options }) => {
    const { engine, settings } = await openEngine(context, options);
    const file = options.file as string | undefined;
    const name = file ?? context.say({ id: "masukan baku", en: "standard input" });
    const { readExported } = await import("../state/read-exported.js");
    const exported = readExported(
      attempt(() => readFileSync(file ?? STDIN, "utf8"), CANNOT_READ),
      name,
      settings,
    );
    await engine.importState(exported);
    const { stack } = settings;
    const resources = exported.deployment.resources?.length ?? 0;
    const done = {
      id: `State stack '${stack}' diganti: ${resources} sumber daya. Bandingkan dengan server: titip preview`,
      en: `The state of stack '${stack}' is replaced: ${resources} resources. Compare it with the servers: titip preview`,
    };
    context.print(options.format === "json" ? jsonText({ stack, resources }) : context.say(done));
    return 0;
  },
};

const CANNOT_WRITE = { id: "state tidak dapat ditulis", en: "the state cannot be written" };
const CANNOT_READ = { id: "state tidak dapat dibaca", en: "the state cannot be read" };

/** @throws CommandError (exit code 2) with the system's words */
function attempt<T>(work: () => T, what: Text): T {
  try {
    return work();
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw unusable({ id: `${what.id}: ${words}`, en: `${what.en}: ${words}` });
  }
}

export const stateCommand: CommandSpec = {
  name: "state",
  summary: {
    id: "pindahkan state stack dari dan ke Pulumi CLI",
    en: "move the stack's state to and from the Pulumi CLI",
  },
  examples: ["titip state export > state.json", "titip state import < state.json"],
  commands: [exportCommand, importCommand],
};
