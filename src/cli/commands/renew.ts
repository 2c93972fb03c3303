import { serviceCommand } from "../steps/service-command";

export const renewCommand = serviceCommand({
  name: "renew",
  effect: "renewal",
  summary: { id: "catat perpanjangan masa layanan", en: "record that a service's term is extended" },
  details: {
    id: "Hari terakhir yang baru harus melewati yang sekarang; surat permohonan perpanjangan ikut dicatat. Lihat titip due untuk masa layanan yang akan berakhir.",
    en: "The new last day must go beyond the present one; the letter that asks for it is recorded too. titip due lists the terms that end.",
  },
  examples: [
    "titip renew HST-2026-0007 --until 2028-11-15 --letter-number 445/1310/Dinkes --letter-date 2026-11-20 --letter-file surat.pdf",
  ],
  fields: [
    {
      field: "until",
      flags: "--until <date>",
      text: { id: "hari terakhir yang baru, YYYY-MM-DD", en: "new last day, YYYY-MM-DD" },
    },
  ],
});
