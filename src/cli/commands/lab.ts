import type { LabStatus } from "../../../lab";
import { jsonText } from "../../printable";
import { textTable } from "../../report/text-table";
import type { Text } from "../../text";
import { unusable } from "../command-error";
import { type CommandSpec, formatOption, type Invocation } from "../command-spec";
import type { Context } from "../context";

const NAME = {
  name: "[name]",
  text: {
    id: "nama lab; beberapa lab dapat berjalan berdampingan",
    en: "name of the lab; several can run side by side",
  },
};

const DISKS = {
  flags: "--disks <dir>",
  text: {
    id: "folder disk server dan state Pulumi, yang tetap ada setelah lab dimatikan",
    en: "folder for the servers' disks and Pulumi's state, which outlive the lab",
  },
};

const ALL = {
  flags: "--all",
  text: {
    id: "juga server basis data, kontainer dan otoritas sertifikat: db1, docker1, acme1",
    en: "servers for databases, containers and certificates, too: db1, docker1, acme1",
  },
};

/** The lab is loaded when it is asked for: a control machine may do without it. */
const lab = () => import("../../../lab/index.js");

const up: CommandSpec = {
  name: "up",
  summary: { id: "nyalakan server lab", en: "start the lab's servers" },
  details: {
    id: "Disk server berada di memori dan hilang bersama lab, kecuali dengan --disks. Folder itu dikosongkan bila berkas dasar lab telah berubah.",
    en: "The servers' disks are in memory and go with the lab, unless --disks is given. That folder is emptied when the lab's base files have changed.",
  },
  examples: ["titip lab up", "titip lab up demo --disks .lab/demo", "titip lab up --all"],
  arguments: [NAME],
  options: [ALL, DISKS, formatOption()],
  run: async (context, invocation) => {
    const { labUp, labStatus, ALL_LAB_HOSTS, LAB_HOSTS_WITH_GATEWAY } = await lab();
    const wanted = invocation.options.all === true ? ALL_LAB_HOSTS : undefined;
    const running = labStatus(invocation.arguments[0]).state === "running";
    const status = await labUp(invocation.arguments[0], {
      hosts: running ? wanted : (wanted ?? LAB_HOSTS_WITH_GATEWAY), // a running lab keeps the hosts that it has
      disks: invocation.options.disks as string | undefined,
      progress: (text) => context.note(context.say(text)),
    });
    context.print(describeLabs(context, invocation, [status]));
    return 0;
  },
};

const down: CommandSpec = {
  name: "down",
  summary: {
    id: "matikan server lab dan hapus semua isinya",
    en: "stop the lab's servers and remove all they held",
  },
  details: {
    id: "Folder dari lab up --disks tetap ada.",
    en: "A folder given to lab up --disks stays.",
  },
  examples: ["titip lab down"],
  arguments: [NAME],
  options: [formatOption()],
  run: async (context, invocation) => {
    const { labDown, labStatus } = await lab();
    const name = invocation.arguments[0];
    await labDown(name);
    context.print(describeLabs(context, invocation, [labStatus(name)]));
    return 0;
  },
};

const status: CommandSpec = {
  name: "status",
  summary: { id: "tampilkan lab dan servernya", en: "show labs and their servers" },
  details: {
    id: "Tanpa nama: semua lab. Kode keluar 1 bila lab yang disebut tidak berjalan.",
    en: "Without a name: every lab. Exit code 1 when the named lab does not run.",
  },
  examples: ["titip lab status", "titip lab status --format json"],
  arguments: [NAME],
  options: [formatOption()],
  run: async (context, invocation) => {
    const { labStatus, labList } = await lab();
    const name = invocation.arguments[0];
    const found = name === undefined ? labList() : [labStatus(name)];
    context.print(describeLabs(context, invocation, found));
    return name !== undefined && found.some(({ state }) => state !== "running") ? 1 : 0;
  },
};

const exec: CommandSpec = {
  name: "exec",
  summary: { id: "jalankan perintah di server lab", en: "run a command on a lab host" },
  details: {
    id: "Server: web1, web2, ns1, gw1, control (mesin ini di dalam jaringan lab), outside (di internet, di balik gw1), atau server titipan. Kode keluar perintah itu menjadi kode keluar titip.",
    en: "Hosts: web1, web2, ns1, gw1, control (this machine inside the lab's network), outside (on the internet, beyond gw1), or a guest. The command's exit code becomes titip's.",
  },
  examples: ["titip lab exec web1 -- apache2ctl -S", "titip lab exec control -- bin/titip preview"],
  arguments: [
    { name: "<host>", text: { id: "server lab", en: "lab host" } },
    { name: "<argv...>", text: { id: "perintah, setelah --", en: "the command, after --" } },
  ],
  options: [{ flags: "--lab <name>", text: { id: "nama lab", en: "name of the lab" } }],
  run: async (_context, { arguments: [host, ...argv], options }) => {
    const { labSpawn } = await lab();
    if (host === undefined || argv.length === 0) {
      throw unusable({ id: "perintah untuk dijalankan belum diberikan", en: "no command to run was given" });
    }
    const child = labSpawn(options.lab as string | undefined, host, argv);
    return new Promise<number>((resolve, reject) => {
      child.on("error", reject);
      // Ended by a signal: as a shell says it, 128 and the number of SIGKILL, which is what ends hosts.
      child.on("close", (code) => resolve(code ?? 137));
    });
  },
};

const guest: CommandSpec = {
  name: "guest",
  summary: {
    id: "tempatkan server titipan (co-location) di belakang gw1",
    en: "put a co-located server behind gw1",
  },
  details: {
    id: "Server tiruan yang menjawab pada porta TCP yang disebut; hilang bersama lab. `titip lab exec NAMA -- …` menjalankan perintah di jaringannya; `titip lab exec outside -- …` dari internet.",
    en: "A simulated server that answers on the given TCP ports; it goes with the lab. `titip lab exec NAME -- …` runs a command in its network; `titip lab exec outside -- …` on the internet.",
  },
  examples: [
    "titip lab guest adminduk --address 10.20.40.10 --listen 443,22",
    "titip lab guest adminduk --stop",
  ],
  arguments: [{ name: "<name>", text: { id: "nama server titipan", en: "name of the server" } }],
  options: [
    {
      flags: "--address <ip>",
      text: { id: "alamatnya; boleh berulang", en: "its address; may be repeated" },
      repeatable: true,
    },
    { flags: "--listen <ports>", text: { id: "porta TCP, dipisah koma", en: "TCP ports, joined by commas" } },
    { flags: "--stop", text: { id: "matikan", en: "take it away" } },
    { flags: "--lab <name>", text: { id: "nama lab", en: "name of the lab" } },
    formatOption(),
  ],
  run: async (context, { arguments: [name = ""], options }) => {
    const { labGuest, labGuestStop } = await lab();
    const where = options.lab as string | undefined;
    const addresses = (options.address as string[] | undefined) ?? [];
    const ports = String(options.listen ?? "")
      .split(",")
      .filter(Boolean)
      .map(Number);
    const running = options.stop !== true;
    if (running) await labGuest(where, { name, addresses, listen: ports });
    else await labGuestStop(where, name);
    const told = { name, running, ...(running ? { addresses, listen: ports } : {}) };
    context.print(options.format === "json" ? jsonText(told) : context.say(describeGuest(told)));
    return 0;
  },
};

interface GuestState {
  name: string;
  running: boolean;
  addresses?: string[];
  listen?: number[];
}

function describeGuest({ name, running, addresses = [], listen = [] }: GuestState): Text {
  if (!running) return { id: `${name} dimatikan`, en: `${name} is taken away` };
  const [where, ports] = [addresses.join(", "), listen.join(", ") || "–"];
  return {
    id: `${name} menjawab di ${where}, porta TCP ${ports}`,
    en: `${name} answers at ${where}, TCP ports ${ports}`,
  };
}

export const labCommand: CommandSpec = {
  name: "lab",
  summary: {
    id: "laboratorium: server sungguhan di ruang nama mesin ini",
    en: "the lab: real servers in namespaces of this machine",
  },
  examples: ["titip lab up", "titip lab exec control -- bin/titip up --yes", "titip lab down"],
  commands: [up, down, status, exec, guest],
};

const STATES = {
  running: { id: "berjalan", en: "running" },
  broken: { id: "rusak", en: "broken" },
  down: { id: "mati", en: "down" },
};

function describeLabs(context: Context, { options }: Invocation, labs: LabStatus[]): string {
  if (options.format === "json") return jsonText(labs);
  const heading = { id: ["Lab", "Server", "Alamat", "Keadaan"], en: ["Lab", "Host", "Address", "State"] };
  const rows = labs.flatMap((lab) =>
    lab.hosts.length === 0
      ? [[lab.name, "–", "–", context.say(STATES[lab.state])]]
      : lab.hosts.map(({ name, address, running }) => [
          lab.name,
          name,
          address,
          context.say(lab.state === "broken" ? STATES.broken : running ? STATES.running : STATES.down),
        ]),
  );
  if (rows.length === 0) return context.say({ id: "Tidak ada lab.", en: "There is no lab." });
  return textTable(heading[context.lang], rows);
}
