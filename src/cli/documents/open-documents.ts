import { loadTemplates, TEMPLATE_FOLDER } from "../../documents/load-templates";
import type { DocumentTemplate } from "../../schema/generated/document";
import type { Letterhead } from "../../schema/generated/letterhead";
import type { Site } from "../../schema/site";
import { unusable } from "../command-error";
import type { Context } from "../context";
import { noteProblems } from "../site";

/** A site that makes documents. */
export interface OpenedDocuments {
  templates: DocumentTemplate[];
  letterhead: Letterhead;
}

/**
 * The site's templates and letterhead. Templates with problems are told of and left out.
 * @throws CommandError (exit code 2) for a site without them: documents are off there
 */
export function openDocuments(context: Context, site: Site): OpenedDocuments {
  const { templates, problems, found } = loadTemplates(site.root);
  noteProblems(context, site.root, problems);
  if (!found)
    throw unusable(
      {
        id: `tidak ada folder ${TEMPLATE_FOLDER}/: dokumen tidak dibuat`,
        en: `there is no ${TEMPLATE_FOLDER}/: no documents are made`,
      },
      { id: "salin templatnya dari proyek Titip", en: "copy the templates of the Titip project" },
    );
  if (!site.letterhead)
    throw unusable(
      {
        id: "datacenter/letterhead.yaml tidak ada atau keliru: dokumen tidak dibuat",
        en: "datacenter/letterhead.yaml is missing or wrong: no documents are made",
      },
      {
        id: "buat menurut schema/letterhead.json; lihat 'titip check'",
        en: "make it after schema/letterhead.json; see 'titip check'",
      },
    );
  return { templates, letterhead: site.letterhead };
}
