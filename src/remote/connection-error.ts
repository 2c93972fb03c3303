import { HostKeyMismatch, REMOTE_COMMAND } from "./channel";
import { PROTOCOL } from "./framing";
import { hostLabel, type ServerInventory } from "./inventory";
import { redact } from "./redact";
import { ServerError, type ServerErrorDetails } from "./server-error";

type Told = Pick<ServerErrorDetails, "what" | "remedy"> & Partial<ServerErrorDetails>;

function told(server: string, inventory: ServerInventory, details: Told): ServerError {
  return new ServerError({ server, host: hostLabel(inventory), ...details });
}

/** Why no connection came about: wrong host key, refused key, unreachable, or what ssh2 says. */
export function explainConnectError(server: string, inventory: ServerInventory, error: unknown): ServerError {
  const words = error instanceof Error ? error.message : String(error);
  const level = error instanceof Error && "level" in error ? String(error.level) : "";
  const explained = { output: redact(words), rolledBack: NOTHING_CHANGED };
  if (error instanceof HostKeyMismatch || /no matching host key format/i.test(words)) {
    return told(server, inventory, { ...explained, ...WRONG_HOST_KEY });
  }
  if (
    level === "client-authentication" ||
    /privateKey|private key|agent/i.test(words) ||
    isMissingFile(error)
  ) {
    return told(server, inventory, { ...explained, ...keyRefused(inventory) });
  }
  return told(server, inventory, { ...explained, ...unreachable(inventory) });
}

const NOTHING_CHANGED = { id: "belum ada yang diubah", en: "nothing had been changed" };

const WRONG_HOST_KEY = {
  what: {
    id: "kunci host server berbeda dari yang tercatat di datacenter/servers.yaml; sambungan ditolak",
    en: "the server's host key is not the one in datacenter/servers.yaml; the connection was refused",
  },
  remedy: {
    id: "pastikan kunci host di konsol server (cat /etc/ssh/ssh_host_ed25519_key.pub); bila server memang dipasang ulang, perbarui ssh.host_key melalui permintaan tarik tersendiri; bila tidak, laporkan sebagai insiden keamanan",
    en: "compare with the key on the server's console (cat /etc/ssh/ssh_host_ed25519_key.pub); if the server was reinstalled, change ssh.host_key in a pull request of its own; if not, report a security incident",
  },
};

function keyRefused({ ssh }: ServerInventory) {
  const user = ssh.user ?? "titip";
  return {
    what: {
      id: `kunci SSH tidak diterima untuk pengguna ${user}`,
      en: `no SSH key was accepted for the user ${user}`,
    },
    remedy: {
      id: `periksa TITIP_SSH_KEY atau agen SSH (ssh-add -l), dan kunci publiknya di ~${user}/.ssh/authorized_keys pada server`,
      en: `check TITIP_SSH_KEY or the SSH agent (ssh-add -l), and its public key in ~${user}/.ssh/authorized_keys on the server`,
    },
  };
}

function unreachable({ ssh }: ServerInventory) {
  const port = ssh.port ?? 22;
  return {
    what: {
      id: `server tidak dapat dihubungi di ${ssh.host} porta ${port}`,
      en: `the server cannot be reached at ${ssh.host} port ${port}`,
    },
    remedy: {
      id: `periksa jaringan, tembok api dan layanan ssh (nc -vz ${ssh.host} ${port}), lalu jalankan lagi`,
      en: `check the network, the firewall and the ssh service (nc -vz ${ssh.host} ${port}), then run again`,
    },
  };
}

/** Why the helper did not greet: sudo refused it, it is not installed, or it stopped. */
export function explainStart(
  server: string,
  inventory: ServerInventory,
  said: string,
  exitCode: number | undefined,
): ServerError {
  const common = { command: REMOTE_COMMAND, exitCode, output: redact(said), rolledBack: NOTHING_CHANGED };
  const missing = /titip-host: command not found|titip-host: No such file/i.test(said) || exitCode === 127;
  const refused = /password is required|not allowed|not in the sudoers|may not run/i.test(said);
  const details = missing ? HELPER_MISSING : refused ? SUDO_REFUSED : HELPER_STOPPED;
  return told(server, inventory, { ...common, ...details });
}

const HELPER_MISSING = {
  what: {
    id: "program titip-host belum terpasang di server",
    en: "titip-host is not installed on the server",
  },
  remedy: {
    id: "pasang server/titip-host sebagai /usr/local/sbin/titip-host (root, 0755) dan jalankan `titip-host setup`; lihat docs/production.md",
    en: "install server/titip-host as /usr/local/sbin/titip-host (root, 0755) and run `titip-host setup`; see docs/production.md",
  },
};

const SUDO_REFUSED = {
  what: {
    id: "sudo di server tidak mengizinkan titip-host",
    en: "sudo on the server does not allow titip-host",
  },
  remedy: {
    id: "pasang aturan sudo dari docs/production.md sebagai /etc/sudoers.d/titip",
    en: "install the sudo rule of docs/production.md as /etc/sudoers.d/titip",
  },
};

const HELPER_STOPPED = {
  what: { id: "titip-host berhenti sebelum menjawab", en: "titip-host stopped before it answered" },
  remedy: {
    id: "jalankan `sudo titip-host serve` di server dan perbaiki yang disebutnya, lalu jalankan lagi",
    en: "run `sudo titip-host serve` on the server, mend what it names, then run again",
  },
};

export function wrongVersion(server: string, inventory: ServerInventory, found: string): ServerError {
  return told(server, inventory, {
    command: REMOTE_COMMAND,
    rolledBack: NOTHING_CHANGED,
    what: {
      id: `titip-host di server berprotokol ${found}; yang diperlukan ${PROTOCOL}`,
      en: `titip-host on the server speaks protocol ${found}; ${PROTOCOL} is needed`,
    },
    remedy: {
      id: "pasang server/titip-host dari versi Titip ini",
      en: "install server/titip-host of this version of Titip",
    },
  });
}

/** The helper took a request and went silent, though the connection stands. */
export function noAnswer(
  server: string,
  inventory: ServerInventory,
  verb: string,
  seconds: number,
): ServerError {
  return told(server, inventory, {
    command: verb,
    what: {
      id: `server tidak menjawab dalam ${seconds} detik; sambungan diputus`,
      en: `the server did not answer within ${seconds} seconds; the connection was cut`,
    },
    rolledBack: FINISHED_BY_THE_SERVER,
    remedy: {
      id: "periksa beban dan disk server (uptime, df -h, dmesg), lalu jalankan lagi; keadaan server dibaca ulang terlebih dahulu",
      en: "check the server's load and disks (uptime, df -h, dmesg), then run again; the state of the server is read first",
    },
  });
}

const FINISHED_BY_THE_SERVER = {
  id: "tidak ada yang tertinggal setengah jadi: server menuntaskan atau membatalkan perubahan ini sendiri, paling lambat ketika sesi berikutnya mengambil kunci",
  en: "nothing stays half done: the server finishes or undoes this change itself, at the latest when the next session takes the lock",
};

/** The connection ended while `verb` was being answered: tells what is known of the server's state. */
export function connectionLost(
  server: string,
  inventory: ServerInventory,
  verb: string,
  said: string,
): ServerError {
  return told(server, inventory, {
    command: verb,
    output: redact(said),
    what: {
      id: "sambungan terputus sebelum server menjawab",
      en: "the connection was lost before the server answered",
    },
    rolledBack: FINISHED_BY_THE_SERVER,
    remedy: {
      id: "jalankan lagi; keadaan server dibaca ulang terlebih dahulu",
      en: "run again; the state of the server is read first",
    },
  });
}

function isMissingFile(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
