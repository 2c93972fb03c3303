import { isHosting } from "../judged-site";
import { optionalFiles } from "../site-files";
import type { Finding, Rule } from "./rule";

const RUNTIME = "/application/runtime";

type Texts = Pick<Finding, "message" | "remedy">;

/** A site that is fetched from elsewhere says where from; one that wants a certificate by ACME has an authority. */
export const frontUnfit: Rule = {
  id: "front-unfit",
  check({ site, live }, report) {
    for (const { file, data, doubts } of live.filter(isHosting)) {
      const { runtime, proxy } = data.application;
      const sure = !doubts.about(RUNTIME) && !doubts.about("/application/proxy");
      if (sure && (runtime === "proxy") !== (proxy !== undefined)) {
        const pointer = proxy ? "/application/proxy" : "/application";
        report({ file, pointer, rests: [RUNTIME], ...(proxy ? UNUSED : MISSING) });
      }
      if (data.tls === "acme" && !doubts.about("/tls") && site.tls?.directory === undefined)
        report({ file, pointer: "/tls", ...NO_AUTHORITY });
    }
  },
};

const MISSING: Texts = {
  message: {
    id: "runtime proxy memerlukan application.proxy: dari mana situs diambil",
    en: "the runtime proxy needs application.proxy: where the site is fetched from",
  },
  remedy: {
    id: "Tambahkan `proxy: { target: http://ALAMAT:PORTA }`.",
    en: "Add `proxy: { target: http://ADDRESS:PORT }`.",
  },
};

const UNUSED: Texts = {
  message: { id: "hanya untuk runtime proxy", en: "only for the runtime proxy" },
  remedy: { id: "Hapus, atau pilih runtime: proxy.", en: "Remove it, or choose runtime: proxy." },
};

const NO_AUTHORITY: Texts = {
  message: {
    id: "tidak ada otoritas sertifikat (ACME) pada pusat data ini",
    en: "this data centre has no certificate authority that speaks ACME",
  },
  remedy: {
    id: `Isi \`directory\` pada ${optionalFiles.tls}, atau pilih tls: certificate atau none.`,
    en: `Give \`directory\` in ${optionalFiles.tls}, or choose tls: certificate or none.`,
  },
};
