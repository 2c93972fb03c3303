import { slotOf } from "../../provision/desire-container";
import type { HostingRequest } from "../generated/hosting-request";
import { isHosting, type JudgedRequest } from "../judged-site";
import { allocationOf, allocationPointer } from "../request-life";
import { inventoryFiles } from "../site-files";
import { pointerStep } from "../yaml/pointer";
import type { Finding, Rule, RuleContext } from "./rule";
import { unknownKey } from "./unknown-key";

const RUNTIME = "/application/runtime";
const NEED = "/application/container";
/** Folders that a container has of its own, or that are its kernel's. */
const SYSTEM = /^\/(tmp|run|proc|sys|dev|etc)(\/|$)/;

type Texts = Pick<Finding, "message" | "remedy">;

/** A container says what runs, once; it goes with the runtime `container` and stands on a container server. */
export const containerUnfit: Rule = {
  id: "container-unfit",
  check(context, report) {
    for (const request of context.live.filter(isHosting)) {
      if (request.doubts.about(RUNTIME)) continue;
      const found = request.doubts.about(NEED) ? [] : needFindings(request);
      if (context.usable.has("servers")) found.push(...placeFindings(context, request));
      for (const finding of found) report(finding);
    }
  },
};

function needFindings({ file, data }: JudgedRequest<HostingRequest>): Finding[] {
  const { runtime, container } = data.application;
  const at = (pointer: string, texts: Texts): Finding => ({ file, pointer, rests: [RUNTIME], ...texts });
  if (!container) return runtime === "container" ? [at("/application", MISSING)] : [];
  if (runtime !== "container") return [at(NEED, UNUSED)];
  const sources = [container.image, container.build].filter((source) => source !== undefined);
  const paths = container.volumes ?? [];
  const words = paths.map(slotOf);
  return [
    ...(sources.length === 1 ? [] : [at(NEED, ONE_SOURCE)]),
    ...paths.flatMap((path, index) => {
      const place = `${NEED}/volumes/${index}`;
      if (words.indexOf(slotOf(path)) < index) return [at(place, SAME_FOLDER)];
      return SYSTEM.test(path) ? [at(place, RESERVED)] : [];
    }),
  ];
}

function placeFindings(
  { site }: RuleContext,
  { file, data, doubts }: JudgedRequest<HostingRequest>,
): Finding[] {
  const pointer = `${allocationPointer}/container`;
  const pin = allocationOf(data);
  if (!pin || doubts.about(pointer)) return [];
  const wanted = data.application.runtime === "container";
  const server = pin.container?.server;
  if (wanted !== (server !== undefined)) {
    const place = wanted ? allocationPointer : pointer;
    return [{ file, pointer: place, rests: [RUNTIME], ...misallocated(data.id, wanted) }];
  }
  if (server === undefined || site.servers.get(server)?.role === "container") return [];
  const keys = [...site.servers].flatMap(([key, { role }]) => (role === "container" ? [key] : []));
  const kind = { id: "server kontainer", en: "container server" };
  const role = { file: inventoryFiles.servers, pointer: `/servers${pointerStep(server)}/role` };
  const found = unknownKey({ file, pointer: `${pointer}/server` }, server, {
    ...{ kind, keys },
    source: inventoryFiles.servers,
  });
  return [{ ...found, rests: [role] }];
}

function misallocated(id: string, wanted: boolean): Texts {
  const remedy = {
    id: `Jalankan \`titip assess ${id}\` lagi, lalu mintakan persetujuan.`,
    en: `Run \`titip assess ${id}\` again and have it approved.`,
  };
  return wanted
    ? {
        message: {
          id: "alokasi tidak memberi tempat bagi kontainernya",
          en: "the allocation has no place for its container",
        },
        remedy,
      }
    : {
        message: {
          id: "alokasi memberi tempat bagi kontainer, padahal runtime-nya lain",
          en: "the allocation has a place for a container, but the runtime is another",
        },
        remedy,
      };
}

const MISSING = {
  message: {
    id: "runtime container memerlukan `container`",
    en: "the runtime container needs `container`",
  },
  remedy: {
    id: "Tambahkan `container: { image: …@sha256:…, port: … }`, atau `build: { sha256: … }` sebagai ganti image.",
    en: "Add `container: { image: …@sha256:…, port: … }`, or `build: { sha256: … }` in place of the image.",
  },
};

const UNUSED = {
  message: {
    id: "`container` hanya untuk runtime container",
    en: "`container` is only for the runtime container",
  },
  remedy: { id: "Hapus `container`, atau ubah runtime.", en: "Remove `container`, or change the runtime." },
};

const ONE_SOURCE = {
  message: {
    id: "sumbernya harus tepat satu: `image` atau `build`",
    en: "there must be exactly one source: `image` or `build`",
  },
  remedy: {
    id: "Sebutkan image dari registry dengan sidik @sha256:…, atau sha256 dari folder builds/ yang diserahkan.",
    en: "Name an image of a registry with its digest @sha256:…, or the sha256 of the folder in builds/ that was delivered.",
  },
};

const SAME_FOLDER = {
  message: {
    id: "folder ini tidak dapat dibedakan dari yang lain dalam daftar (`/a/b` dan `/a-b`)",
    en: "this folder cannot be told from another of the list (`/a/b` and `/a-b`)",
  },
  remedy: { id: "Ganti namanya.", en: "Rename it." },
};

const RESERVED = {
  message: {
    id: "folder ini milik sistem; kontainer mendapat /tmp dan /run/secrets sendiri",
    en: "this folder is the system's; a container has a /tmp and a /run/secrets of its own",
  },
  remedy: { id: "Pilih folder lain, misalnya /data.", en: "Choose another folder, such as /data." },
};
