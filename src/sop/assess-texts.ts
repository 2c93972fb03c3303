import type { Text } from "../text";
import type { Contest } from "./rivals";

export function approvedElsewhere(id: string, { holder }: Contest): Text {
  const remedy: Text = {
    id: `hapus langkah persetujuan, jalankan titip assess ${id}, lalu mintakan persetujuan lagi`,
    en: `take its decision step out, run titip assess ${id}, and have it approved anew`,
  };
  return holder === undefined
    ? {
        id: `${id} disetujui melebihi kapasitas yang tersisa; ${remedy.id}`,
        en: `${id} was approved beyond the capacity that is left; ${remedy.en}`,
      }
    : {
        id: `${id} disetujui dengan alamat atau tempat yang dipegang ${holder}; ${remedy.id}`,
        en: `${id} was approved with a value that ${holder} holds; ${remedy.en}`,
      };
}

export function tooLate(id: string): Text {
  return {
    id: `${id} sudah diputuskan atau ditutup; alokasi tidak dapat diberikan lagi. Layanan baru memerlukan nomor permohonan baru`,
    en: `${id} has been decided or closed; nothing can be allocated any more. A new service needs a new request id`,
  };
}

/** @param key the office's own word for the assessment */
export function notFeasible(id: string, key: string): Text {
  return {
    id: `${id} dinilai tidak dapat dilaksanakan pada langkah ${key}; hapus langkah itu bila penilaiannya berubah`,
    en: `${id} was assessed as not feasible in the step ${key}; take that step out if the assessment has changed`,
  };
}

export function alreadyAssessed(key: string): Text {
  return {
    id: `langkah ${key} sudah ada; ubah hasil dan alasannya di berkas permohonan`,
    en: `there is a step ${key} already; change its result and reason in the request's file`,
  };
}

/** The way on for an official who is told that there is no room. */
export function toRecordIt(id: string): Text {
  return {
    id: `untuk mencatat penolakan ini beserta hitungannya: titip assess ${id} --infeasible`,
    en: `to record this refusal with its sums: titip assess ${id} --infeasible`,
  };
}

export function roomEnough(id: string): Text {
  return {
    id: `kapasitas untuk ${id} masih tersedia; bila tetap tidak dapat dilaksanakan, sebutkan alasannya dengan --reason`,
    en: `there is capacity for ${id}; if it cannot be done all the same, say why with --reason`,
  };
}
