/** A page on screen, A4 on paper; long tables repeat their heads, rows and signatures stay whole. */
export const HTML_STYLE = `
@page { size: A4; margin: 15mm 20mm 20mm 25mm; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 11pt/1.4 Roboto, "Noto Sans", Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 165mm; margin: 0 auto; padding: 10mm 4mm; }
header { display: flex; align-items: center; gap: 5mm; border-bottom: 3px double #000; margin-bottom: 6mm; padding-bottom: 3mm; text-align: center; }
header > div { flex: 1; }
header img { height: 22mm; }
header p { margin: 0; }
.government { font-size: 13pt; text-transform: uppercase; }
.office { font-size: 15pt; font-weight: bold; text-transform: uppercase; }
.address { font-size: 9pt; }
h1 { font-size: 13pt; text-align: center; margin: 4mm 0 1mm; }
h2 { font-size: 11pt; margin: 4mm 0 1mm; break-after: avoid; }
p { margin: 0 0 3mm; white-space: pre-line; }
.number { text-align: center; }
.reference { display: flex; justify-content: space-between; gap: 5mm; margin-bottom: 4mm; }
.reference .date { white-space: nowrap; text-align: right; }
.reference .fields { width: auto; margin: 0; }
.reference .fields th { width: 22mm; }
.emphasis { font-weight: bold; }
.note { font-size: 9pt; font-style: italic; }
.warning { border: 1px solid #000; padding: 2mm 3mm; }
table { border-collapse: collapse; width: 100%; margin: 0 0 3mm; }
.fields th { width: 48mm; font-weight: normal; text-align: left; vertical-align: top; padding: 0.3mm 2mm 0.3mm 0; }
.fields td { vertical-align: top; padding: 0.3mm 1mm; }
.fields td:nth-child(2) { width: 3mm; }
.rows { table-layout: fixed; font-size: 10pt; }
.rows th, .rows td { border: 1px solid #000; padding: 1mm 1.5mm; vertical-align: top; text-align: left; }
.rows th { background: #eee; }
.rows .right { text-align: right; }
.rows .center { text-align: center; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.list-title { margin-bottom: 1mm; }
ol { margin: 0 0 3mm; padding-left: 6mm; }
.line, .blank { border-bottom: 1px dotted #000; display: block; height: 7mm; }
span.blank { display: inline-block; width: 60mm; height: 1em; }
.signatures { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 5mm; margin: 8mm 0 4mm; break-inside: avoid; }
.signature { flex: 0 1 75mm; }
.signatures:has(.signature + .signature) { justify-content: space-between; }
.signature p { margin: 0; }
.signature .space { height: 18mm; }
.signature .name { font-weight: bold; text-decoration: underline; }
footer { max-width: 165mm; margin: 0 auto; padding: 0 4mm 6mm; font-size: 8pt; color: #444; }
@media screen and (max-width: 150mm) { .reference { flex-direction: column-reverse; gap: 1mm; } .reference .date { text-align: left; } .fields th { width: 32mm; } }
@media print { main { padding: 0; max-width: none; } footer { padding: 0; } }
`;
