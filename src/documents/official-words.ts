/** The office's words for values that files hold in English; `docs/glossary.md` has them, too. */
const WORDS: Readonly<Record<string, string>> = {
  public: "publik",
  limited: "terbatas",
  restricted: "rahasia",
  static: "situs statis",
  php: "PHP",
  proxy: "perantara (reverse proxy)",
  container: "kontainer",
  mariadb: "MariaDB",
  approved: "disetujui",
  rejected: "ditolak",
  accepted: "diterima",
  returned: "dikembalikan",
  front: "depan",
  back: "belakang",
  rear: "belakang",
  both: "depan dan belakang",
  shared: "bersama hosting lain",
  dedicated: "khusus",
  address: "utama",
  alias: "nama lain",
  none: "tidak ada",
  unlimited: "tanpa batas",
};

/** The word, or the value as it is: a government's own procedure may have words of its own. */
export function officialWord(value: string): string {
  return Object.hasOwn(WORDS, value) ? (WORDS[value] ?? value) : value;
}
