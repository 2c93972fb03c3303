import { dirname, join } from "node:path";
import type { OfficialDocument } from "./block";
import { forFont } from "./font-coverage";
import { pdfDefinition } from "./pdf-definition";
import type { EmbeddedImage } from "./render-html";

/**
 * The document as PDF (A4, fonts embedded). pdfmake is loaded when the first one is wanted: it takes a third of a
 * second. It may read its own fonts and nothing else, whatever stands in a text.
 */
export async function renderPdf(document: OfficialDocument, logo?: EmbeddedImage): Promise<Uint8Array> {
  const { default: pdfmake } = await import("pdfmake");
  const fonts = join(dirname(require.resolve("pdfmake/package.json")), "fonts", "Roboto");
  const file = (name: string) => join(fonts, `Roboto-${name}.ttf`);
  pdfmake.setFonts({
    Roboto: {
      normal: file("Regular"),
      bold: file("Medium"),
      italics: file("Italic"),
      bolditalics: file("MediumItalic"),
    },
  });
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => dirname(path) === fonts);
  const image = logo && `data:${logo.mime};base64,${Buffer.from(logo.bytes).toString("base64")}`;
  return pdfmake.createPdf(pdfDefinition(forFont(document).document, image)).getBuffer();
}
