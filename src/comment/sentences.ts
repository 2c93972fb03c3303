import { dateText } from "../report/date-text";
import { allocationOf } from "../schema/request-life";
import type { RequestOf, ServiceRequest } from "../schema/site";
import { namesOf, termOf } from "../sop/request-state";
import type { Language, Text } from "../text";
import type { About } from "./about";
import type { Line } from "./model";
import { propertyText } from "./words";

/** What will be after the merge, of one request: a sentence or two for somebody who knows no servers. */
export function sentenceOf(about: About, lang: Language): Line {
  const { name, agency, fate, request, plan } = about;
  const id = plan.request;
  if (!request || fate === "removed") return removed(name, id, lang);
  const owner = lang === "id" ? ` milik ${agency}` : ` of ${agency}`;
  const head: Line = [{ strong: name }, `${owner} (${id}) `];
  if (fate === "created") {
    const rest = request.kind === "hosting" ? newSite(request, lang) : newServer(request, lang);
    return [...head, rest];
  }
  if (fate === "changed") return [...head, changed(about)[lang]];
  return [...head, OTHER[fate][lang]];
}

const OTHER: Readonly<Record<"suspended" | "resumed" | "closed", Text>> = {
  suspended: {
    id: "dihentikan sementara: pengunjung tidak lagi mendapat layanannya; berkas dan data tetap ada.",
    en: "is suspended: visitors no longer get the service; files and data stay.",
  },
  resumed: { id: "diaktifkan kembali seperti semula.", en: "goes on as before." },
  closed: {
    id: "ditutup untuk seterusnya: berkas dan data diarsipkan, nama dan alamatnya dilepas.",
    en: "is closed for good: files and data are archived, its names and addresses are given back.",
  },
};

function removed(name: string, id: string, lang: Language): Line {
  const text: Text = {
    id: ` (${id}) dihapus dari server, karena permohonannya tidak lagi memintanya. Layanannya berakhir.`,
    en: ` (${id}) is deleted from the servers, since its request asks for it no longer. The service ends.`,
  };
  return [{ strong: name }, text[lang]];
}

function newSite(request: RequestOf["hosting"], lang: Language): string {
  const pin = allocationOf(request);
  const { storage, memory, bandwidth } = request.resources;
  const { from, until } = termSpan(request, lang);
  const others = namesOf(request).slice(1).join(", ");
  const also: Text = {
    id: others ? ` Nama lainnya: ${others}.` : "",
    en: others ? ` Further names: ${others}.` : "",
  };
  const text: Text = {
    id: `akan ada: situs “${request.application.name}” di server ${pin?.server}, alamat ${pin?.ipv4}, dengan penyimpanan ${storage}, memori ${memory}, bandwidth ${bandwidth}, mulai ${from} sampai ${until}.${also.id}`,
    en: `will exist: the site “${request.application.name}” on server ${pin?.server}, address ${pin?.ipv4}, with ${storage} of storage, ${memory} of memory, ${bandwidth} of bandwidth, from ${from} to ${until}.${also.en}`,
  };
  return text[lang];
}

function newServer(request: RequestOf["colocation"], lang: Language): string {
  const pin = allocationOf(request);
  const { brand, model } = request.server;
  const { from, until } = termSpan(request, lang);
  const addresses = pin?.ipv4.join(", ");
  const access = request.access.map(({ protocol, port }) => `${protocol}/${port}`).join(", ");
  const text: Text = {
    id: `akan dapat dijangkau: server ${brand} ${model} untuk “${request.application.name}” di rak “${pin?.rack}” unit ${pin?.unit}, alamat ${addresses}; yang dibuka dari luar: ${access || "tidak ada"}; mulai ${from} sampai ${until}.`,
    en: `will be reachable: the server ${brand} ${model} for “${request.application.name}” in rack “${pin?.rack}”, unit ${pin?.unit}, addresses ${addresses}; open from outside: ${access || "nothing"}; from ${from} to ${until}.`,
  };
  return text[lang];
}

function termSpan(request: ServiceRequest, lang: Language) {
  const { from, until } = termOf(request);
  return { from: dateText(from, lang), until: dateText(until, lang) };
}

function changed({ plan }: About): Text {
  const paths = plan.operations.flatMap(({ changes }) => changes.map(({ path }) => propertyText(path)));
  const list = (lang: Language) => [...new Set(paths.map((text) => text[lang]))].slice(0, 8).join(", ");
  return {
    id: `tetap ada dengan perubahan: ${list("id")}.`,
    en: `stays, with changes to: ${list("en")}.`,
  };
}
