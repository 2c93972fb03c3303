import type { Rule } from "./rule";

/** A file is named by its id, so that Git itself shows two requests of one id as a conflict. */
export const fileName: Rule = {
  id: "file-name",
  check({ site }, report) {
    for (const { file, data } of site.requests) {
      const name = file.slice(file.lastIndexOf("/") + 1);
      if (name === `${data.id}.yaml`) continue;
      report({
        file,
        pointer: "/id",
        message: {
          id: `nama berkas ${name} tidak sama dengan nomor ${data.id}`,
          en: `the file's name ${name} is not the id ${data.id}`,
        },
        remedy: {
          id: `Ganti nama berkas menjadi ${data.id}.yaml, atau perbaiki nomornya.`,
          en: `Name the file ${data.id}.yaml, or correct the id.`,
        },
      });
    }
  },
};
