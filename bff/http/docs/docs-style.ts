/** The looks of the API's documentation: the console's colours, no file from anywhere. */
export const DOCS_STYLE = `
:root{--bg:#fff;--nav:#f6f7f9;--sub:#f9fafb;--line:#e3e7ed;--text:#14181f;--text2:#4a5361;--text3:#646e7d;--accent:#2450c8;--ok:#12703f;--warn:#8a5300;--bad:#b3261e;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--bg:#101318;--nav:#0b0d11;--sub:#14181e;--line:#232932;--text:#e7eaf0;--text2:#b4bcc8;--text3:#8e98a7;--accent:#8fb0ff;--ok:#5ccb8e;--warn:#e5b055;--bad:#f58a82}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:14px/21px Inter,system-ui,sans-serif}
a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
a:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
code,pre{font:12.5px/19px "JetBrains Mono",ui-monospace,monospace}
nav{position:fixed;inset:0 auto 0 0;width:260px;overflow:auto;background:var(--nav);border-right:1px solid var(--line);padding:20px}
nav h2{font-size:12px;line-height:16px;color:var(--text3);font-weight:560;margin:18px 0 4px}
nav ul{list-style:none;margin:0;padding:0}nav li a{display:block;padding:2px 0;color:var(--text2);font-size:13px;line-height:18px}
main{margin-left:260px;padding:28px 40px 120px;max-width:1080px}
h1{font-size:22px;line-height:30px;letter-spacing:-.018em;margin:0 0 4px}
main h2{font-size:18px;line-height:26px;margin:48px 0 0;padding-top:20px;border-top:1px solid var(--line)}
h3{font-size:14px;line-height:20px;margin:32px 0 0;scroll-margin-top:16px}
h4{font-size:12px;line-height:16px;color:var(--text3);font-weight:560;margin:16px 0 4px}
p{margin:6px 0;max-width:72ch;color:var(--text2)}
.path{margin:4px 0}.method{display:inline-block;min-width:52px;font:600 12px/19px "JetBrains Mono",ui-monospace,monospace;color:var(--accent)}
.method.post{color:var(--ok)}.method.put,.method.patch{color:var(--warn)}.method.delete{color:var(--bad)}
pre{background:var(--sub);border:1px solid var(--line);border-radius:5px;padding:10px 12px;overflow:auto;margin:4px 0}
ul.members,ul.alternatives,ul.responses{list-style:none;margin:4px 0;padding:0 0 0 12px;border-left:1px solid var(--line)}
ul.members li,ul.responses li{padding:2px 0}ul.alternatives>li{padding:2px 0 6px}
.name{color:var(--text)}.type{color:var(--text2);font-size:13px}.meta{color:var(--text3);font-size:12.5px}.required{color:var(--warn);font-size:12px}
summary{cursor:pointer;color:var(--text2);font-size:13px;margin-top:8px}
@media (max-width:860px){nav{position:static;width:auto;border-right:0;border-bottom:1px solid var(--line);max-height:40vh}main{margin:0;padding:20px}}
`;
