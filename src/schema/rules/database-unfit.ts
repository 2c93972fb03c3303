import type { Text } from "../../text";
import { isHosting, type JudgedSite } from "../judged-site";
import { allocationOf, allocationPointer } from "../request-life";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Place, Rule } from "./rule";
import { unknownKey } from "./unknown-key";

const need = "/resources/database";
const pinned = `${allocationPointer}/database`;

/**
 * A hosting that asks for a database was given one, on a server for databases that offers its engine; before its
 * assessment some server offers it.
 */
export const databaseUnfit: Rule = {
  id: "database-unfit",
  needs: ["servers"],
  check({ site, live, doubts }, report) {
    const unsure = doubts(inventoryFiles.servers);
    const servers = [...site.servers].flatMap(([key, { role }]) => (role === "database" ? [key] : []));
    const space = { kind: { id: "server basis data", en: "database server" }, keys: servers };
    for (const { file, data, doubts: own } of live.filter(isHosting)) {
      if (data.steps.closure || own.about(need) || own.about(pinned)) continue;
      const engine = data.resources.database?.engine;
      const allocation = allocationOf(data);
      const held = allocation?.database;
      if (held && !site.servers.has(held.server)) {
        const place = { file, pointer: `${pinned}/server` };
        report(unknownKey(place, held.server, { ...space, source: inventoryFiles.servers }));
      } else if (held && !servers.includes(held.server)) {
        report({
          ...unfit(file, `${pinned}/server`, noDatabaseServer(held.server), data.id),
          allowed: servers,
        });
      } else if (held && engine && !offers(site, held.server, engine)) {
        const rests = [{ file: inventoryFiles.servers, pointer: `/servers${pointerStep(held.server)}` }];
        report(unfit(file, `${need}/engine`, notOffered(engine, held.server), data.id, rests));
      } else if (allocation && Boolean(engine) !== Boolean(held)) {
        if (servers.length > 0)
          report(unfit(file, allocationPointer, engine ? missing : notAskedFor, data.id));
      } else if (
        engine &&
        !held &&
        unsure.misspeltKeys.length === 0 &&
        !servers.some((key) => offers(site, key, engine))
      ) {
        report({
          ...unfit(file, `${need}/engine`, notOffered(engine), data.id),
          severity: "warning",
          remedy: elsewise,
        });
      }
    }
  },
};

function offers(site: JudgedSite, server: string, engine: "mariadb" | "postgresql"): boolean {
  return site.servers.get(server)?.engines?.includes(engine) ?? true;
}

function unfit(file: string, pointer: string, message: Text, id: string, rests: Place[] = []): Finding {
  const remedy = {
    id: `Hapus alokasi dari langkah kajian, lalu jalankan \`titip assess ${id}\`; alokasi tidak ditulis tangan.`,
    en: `Take the allocation out of the assessment, then run \`titip assess ${id}\`; allocations are not written by hand.`,
  };
  return { file, pointer, message, remedy, rests: [...rests, pinned, need] };
}

function noDatabaseServer(server: string): Text {
  return {
    id: `server \`${server}\` bukan server basis data`,
    en: `the server \`${server}\` holds no databases`,
  };
}

function notOffered(engine: string, server?: string): Text {
  return server
    ? {
        id: `server \`${server}\` tidak menyediakan ${engine}`,
        en: `the server \`${server}\` does not offer ${engine}`,
      }
    : { id: `tidak ada server yang menyediakan ${engine}`, en: `no server offers ${engine}` };
}

const missing: Text = {
  id: "permohonan ini meminta basis data, tetapi alokasinya tidak memuatnya",
  en: "this request asks for a database, but its allocation has none",
};

const notAskedFor: Text = {
  id: "alokasi memuat basis data yang tidak diminta permohonan ini",
  en: "the allocation has a database that this request does not ask for",
};

const elsewise: Text = {
  id: "Pilih mesin lain, tambahkan server basis data, atau nyatakan tidak dapat dilaksanakan dalam kajian.",
  en: "Choose another engine, add a database server, or find the request not feasible in its assessment.",
};
