/**
 * What we use of pdfmake 0.3. The published types bring the browser's globals (`lib="dom"`) into the whole
 * program, where `document` and `name` would then be legal everywhere.
 */
declare module "pdfmake" {
  interface FontFiles {
    normal: string;
    bold: string;
    italics: string;
    bolditalics: string;
  }
  interface CreatedPdf {
    getBuffer(): Promise<Buffer>;
  }
  interface PdfMake {
    setFonts(fonts: Record<string, FontFiles>): void;
    setUrlAccessPolicy(allow: (url: string) => boolean): void;
    setLocalAccessPolicy(allow: (path: string) => boolean): void;
    createPdf(definition: object): CreatedPdf;
  }
  const pdfmake: PdfMake;
  export = pdfmake;
}
