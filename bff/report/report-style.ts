/** A string as a CSS string: letters, digits and blanks as they are, all else escaped (CSS Syntax 3 §4.3.7). */
export const cssString = (text: string): string =>
  `"${Array.from(text, (sign) => (/[A-Za-z0-9 ]/.test(sign) ? sign : `\\${sign.codePointAt(0)!.toString(16)} `)).join('')}"`;

export interface StyleOptions {
  /** Text of the running header from the second page on, and of the footer at the left. */
  readonly header: string;
  readonly footer: string;
  /** WOFF2 of the text font as base64; without it the reader's own font is used. */
  readonly font?: string | undefined;
}

/** The whole style of a report, in one style tag: it is allowed by its hash. */
export const reportStyle = ({ header, footer, font }: StyleOptions): string =>
  `${font === undefined ? '' : fontFace(font)}${PAGE(header, footer)}${RULES}`;

const fontFace = (font: string): string =>
  `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${font}) format("woff2")}`;

const PAGE = (header: string, footer: string): string => `
@page{size:A4;margin:17mm 15mm 18mm;
@top-left{content:${cssString(header)};font:9px Inter,system-ui,sans-serif;color:#646e7d;vertical-align:bottom;padding-bottom:4mm}
@bottom-left{content:${cssString(footer)};font:9px Inter,system-ui,sans-serif;color:#646e7d}
@bottom-right{content:"page " counter(page) " of " counter(pages);font:9px Inter,system-ui,sans-serif;color:#646e7d}}
@page:first{margin-top:14mm;@top-left{content:none}}`;

const RULES = `
:root{--text:#14181f;--text2:#4a5361;--text3:#646e7d;--line:#e3e7ed;--line2:#cbd2dc;--sub:#f9fafb;--bad:#b3261e;--warn:#8a5300;
--s5:#a3122a;--s4:#c8461f;--s3:#e0a326;--s2:#b4bfcc;--s1:#dde3ea}
*{box-sizing:border-box}
html{-webkit-print-color-adjust:exact;print-color-adjust:exact;background:#fff}
body{margin:0 auto;padding:40px 44px;max-width:860px;font:13px/1.45 Inter,system-ui,-apple-system,"Segoe UI",sans-serif;color:var(--text);overflow-wrap:anywhere}
h1{font-size:25px;line-height:1.2;font-weight:640;letter-spacing:-.02em;margin:1px 0 4px}
h2{font-size:15px;font-weight:600;letter-spacing:-.01em;margin:0 0 8px;break-after:avoid}
p{margin:0 0 8px}
header{display:grid;grid-template-columns:28px 1fr auto;gap:0 15px;padding-bottom:22px;border-bottom:2px solid var(--text)}
header svg{width:28px;height:28px}
header .made{text-align:right;color:var(--text3);white-space:nowrap}
.kicker,.meta{color:var(--text3)}
.over{font-size:13px;color:var(--text2)}
section{padding:18px 0;border-bottom:1px solid var(--line)}
section:last-of-type{border-bottom:0}
.summary{text-wrap:pretty}
.summary b{font-weight:620}
.note{background:#fdf3e0;border:1px solid #ebcf9b;color:var(--warn);border-radius:5px;padding:8px 12px;margin:16px 0 0}
.note.bad{background:#fdecea;border-color:#f0bdb8;color:var(--bad)}
.figures{display:grid;grid-template-columns:repeat(5,1fr);margin:14px 0 0;padding:0}
.figures div{padding:0 14px;border-left:1px solid var(--line);font-size:12px}
.figures div:first-child{padding-left:0;border-left:0}
.figures dd{margin:0;font-size:12px;color:var(--text3)}
.figures dd.figure{font-size:22px;line-height:1.25;font-weight:640;color:var(--text);letter-spacing:-.02em;font-variant-numeric:tabular-nums}
.figures dt{color:var(--text2)}
.figures div{display:flex;flex-direction:column}
.figures .figure{order:-1}
.halves{display:grid;grid-template-columns:1fr 1fr;gap:36px}
table{border-collapse:collapse;width:100%}
th{font-size:11.5px;font-weight:500;color:var(--text3);text-align:left;padding:4px 10px 6px 0;border-bottom:1px solid var(--line2)}
td{padding:8px 10px 8px 0;vertical-align:top;border-bottom:1px solid var(--line)}
tr:last-child td{border-bottom:0}
tr,.keep{break-inside:avoid}
thead{display:table-header-group}
.bars td{padding:2.5px 8px 2.5px 0;border:0;vertical-align:middle;white-space:nowrap}
.bars .wide svg{display:block;width:100%;height:7px;border-radius:3px}
.bars .wide{width:60%}
.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
td.num b{font-weight:620}
.bars .parts{margin-left:auto}
.parts{display:block;width:130px;height:18px;border-radius:3px;font-size:10.5px;font-weight:600}
.f5{fill:var(--s5)}.f4{fill:var(--s4)}.f3{fill:var(--s3)}.f2{fill:var(--s2)}.f1{fill:var(--s1)}.track{fill:#eef1f5}
.t5,.t4{fill:#fff}.t3,.t2,.t1{fill:#14181f}
.sev{display:inline-block;min-width:20px;height:20px;line-height:20px;border-radius:4px;text-align:center;font-weight:600;font-size:12px}
.sev.small{min-width:15px;height:15px;line-height:15px;font-size:10px;border-radius:3px;margin-right:5px}
.b5{background:var(--s5);color:#fff}.b4{background:var(--s4);color:#fff}.b3{background:var(--s3)}.b2{background:var(--s2)}.b1{background:var(--s1)}
.title{font-weight:580}
.evidence{color:var(--text2);white-space:pre-line}
.solution{white-space:pre-line}
.solution svg{width:12px;height:12px;vertical-align:-1.5px;margin-right:5px;stroke:var(--text3);fill:none;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
.findings th,.findings td.mono{white-space:nowrap}
.mono{font-family:"JetBrains Mono",ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:11px}
.new{color:var(--bad);font-weight:560;white-space:nowrap}
.since{color:var(--text2);white-space:nowrap}
.host .title{display:block}
ul{list-style:none;margin:0;padding:0}
.services li{padding:0 0 1px}
.found{margin-top:4px}
.found li{display:flex;align-items:baseline;padding:1px 0;color:var(--text2)}
.facts{display:grid;grid-template-columns:175px 1fr;margin:0}
.facts dt,.facts dd{margin:0;padding:7px 0;border-bottom:1px solid var(--line)}
.facts dt{color:var(--text2)}
.facts>:nth-last-child(-n+2){border-bottom:0}
footer{display:flex;justify-content:space-between;gap:20px;margin-top:26px;padding-top:9px;border-top:1px solid var(--line);color:var(--text3)}
@media print{body{padding:0;max-width:none;font-size:11.5px}footer{display:none}section{padding:14px 0}.figures div{font-size:11px}}
@media(max-width:640px){body{padding:20px 16px}header{grid-template-columns:28px 1fr}header .made{grid-column:2;text-align:left;white-space:normal;margin-top:6px}
h1{font-size:21px}.figures{grid-template-columns:1fr 1fr;gap:14px 0}.figures div:nth-child(odd){padding-left:0;border-left:0}.halves{grid-template-columns:1fr;gap:22px}
.facts{grid-template-columns:1fr}.facts dt{border-bottom:0;padding-bottom:0}.facts dd{padding-top:0}footer{flex-direction:column;gap:2px}
.stack thead{display:none}.stack tr{display:grid;grid-template-columns:auto 1fr;gap:0 10px;padding:9px 0;border-bottom:1px solid var(--line)}
.stack td{border:0;padding:1px 0;grid-column:2}.stack td.first{grid-column:1;grid-row:1/9}.stack td.num{text-align:left}.stack td:empty{display:none}
.stack td[data-label]::before{content:attr(data-label) " ";color:var(--text3)}.hosts.stack tr{grid-template-columns:1fr}.hosts.stack td{grid-column:1}}
`;
