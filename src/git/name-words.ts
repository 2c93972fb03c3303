import type { Text } from "../text";
import type { NameFault } from "./safe-name";

interface Words {
  rule: string;
  found: Text;
}

/** What each fault of a name is called. */
export const NAME_WORDS: Readonly<Record<NameFault, Words>> = {
  encoding: {
    rule: "name-encoding",
    found: { id: "nama berkas bukan UTF-8", en: "the file's name is not UTF-8" },
  },
  "line-feed": {
    rule: "name-newline",
    found: { id: "nama berkas memuat ganti baris", en: "the file's name holds a line break" },
  },
  invisible: {
    rule: "name-invisible",
    found: {
      id: "nama berkas memuat karakter kendali atau karakter yang tidak terlihat",
      en: "the file's name holds control characters or characters that nobody sees",
    },
  },
  "way-out": {
    rule: "name-way-out",
    found: {
      id: "nama berkas menunjuk keluar dari foldernya",
      en: "the file's name leads out of its folder",
    },
  },
  "git-folder": {
    rule: "name-git",
    found: {
      id: "nama berkas dibaca Git sebagai foldernya sendiri",
      en: "Git reads the name as its own folder",
    },
  },
  odd: {
    rule: "name-odd",
    found: {
      id: "nama berkas mengatur Git, diawali tanda hubung atau spasi, diakhiri titik atau spasi, atau memuat tanda yang dibaca lain oleh mesin lain",
      en: "the file steers Git, or its name begins with a hyphen or blank, ends with a dot or blank, or holds signs that other machines read otherwise",
    },
  },
  long: {
    rule: "name-long",
    found: { id: "nama berkas lebih dari 512 bita", en: "the file's name is longer than 512 bytes" },
  },
};

export const NAME_REMEDY: Text = {
  id: "Namai berkas dengan huruf, angka, titik, garis bawah dan tanda hubung, misalnya requests/hosting/HST-2026-0007.yaml.",
  en: "Name it with letters, digits, dots, underscores and hyphens, for instance requests/hosting/HST-2026-0007.yaml.",
};
