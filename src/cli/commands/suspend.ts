import { serviceCommand } from "../steps/service-command";

export const suspendCommand = serviceCommand({
  name: "suspend",
  effect: "suspension",
  summary: { id: "catat penghentian sementara sebuah layanan", en: "record that a service is suspended" },
  details: {
    id: "Setelah penerapan berikutnya situsnya menjawab 503 dengan halaman pemeliharaan di bawah namanya sendiri; berkas, alamat dan namanya tetap. titip resume mengaktifkannya kembali.",
    en: "After the next apply the site answers 503 with a maintenance page under its own name; files, address and name stay. titip resume brings it back.",
  },
  examples: [
    'titip suspend HST-2026-0007 --reason "halaman muka diubah pihak luar" --emergency --by kabid-aplikasi',
    'titip suspend HST-2026-0007 --reason "pemeliharaan aplikasi" --until 2026-12-05',
  ],
  fields: [
    { field: "reason", flags: "--reason <text>", text: { id: "alasan", en: "why" } },
    {
      field: "until",
      flags: "--until <date>",
      text: { id: "hari rencana aktif kembali, YYYY-MM-DD", en: "day when it is meant to go on, YYYY-MM-DD" },
    },
    {
      field: "emergency",
      flags: "--emergency",
      text: { id: "keadaan darurat: persetujuan menyusul", en: "emergency: its approval follows" },
    },
  ],
});
