import { serviceCommand } from "../steps/service-command";

export const resumeCommand = serviceCommand({
  name: "resume",
  effect: "resumption",
  summary: { id: "catat pengaktifan kembali sebuah layanan", en: "record that a suspended service goes on" },
  details: {
    id: "Setelah penerapan berikutnya situsnya disajikan lagi seperti sebelum dihentikan.",
    en: "After the next apply the site is served again as before its suspension.",
  },
  examples: [
    "titip resume HST-2026-0007",
    'titip resume HST-2026-0007 --reason "celah sudah ditutup" --by kabid-aplikasi',
  ],
  fields: [{ field: "reason", flags: "--reason <text>", text: { id: "alasan", en: "why" } }],
});
