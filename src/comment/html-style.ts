/** A page on any screen; folded parts are open on paper. */
export const COMMENT_STYLE = `
* { box-sizing: border-box; }
body { margin: 0; color: #1f2328; background: #fff; font: 16px/1.5 Roboto, "Noto Sans", Arial, sans-serif; overflow-wrap: anywhere; }
main { max-width: 960px; margin: 0 auto; padding: 24px; }
h1 { font-size: 24px; border-bottom: 3px double #1f2328; padding-bottom: 8px; }
h2 { font-size: 19px; margin: 28px 0 8px; }
h3 { font-size: 16px; margin: 18px 0 6px; }
p { margin: 0 0 10px; }
ul { margin: 0 0 10px; padding-left: 22px; }
li { margin-bottom: 4px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 0 0 12px; min-width: 50%; overflow-wrap: normal; }
th, td { border: 1px solid #b8bec5; padding: 5px 9px; vertical-align: top; text-align: left; }
td:first-child { min-width: 190px; }
th { background: #f0f2f4; }
.right { text-align: right; white-space: nowrap; }
code, pre { font: 13px/1.5 "Roboto Mono", "Noto Sans Mono", monospace; background: #f0f2f4; border-radius: 4px; }
code { padding: 1px 4px; }
pre { padding: 10px; white-space: pre-wrap; overflow-wrap: anywhere; }
.alert { border-left: 5px solid #1f6feb; padding: 8px 14px; margin: 0 0 12px; background: #f6f8fa; }
.alert.warning { border-color: #9a6700; }
.alert.caution { border-color: #cf222e; }
.alert p { margin-bottom: 4px; }
details { border: 1px solid #b8bec5; border-radius: 6px; padding: 10px 14px; margin: 14px 0; }
summary { font-weight: bold; cursor: pointer; }
details[open] summary { margin-bottom: 10px; }
@media print { main { max-width: none; padding: 0; } }
`;
