import { PROBLEMS } from '../problem.ts';
import { DOCS_STYLE } from './docs-style.ts';
import { type ApiDocument, METHODS, type ShownOperation } from './document.ts';
import { Html, html, prose } from './html.ts';
import { operationView } from './operation-view.ts';
import { schemaView } from './schema-view.ts';

/** The API as a page to read: no script, nothing from elsewhere. */
export function docsPage(document: ApiDocument, styleNonce: string, origin: string): string {
  const groups = groupByTag(document);
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title} API</title><style nonce="${styleNonce}">${new Html(DOCS_STYLE)}</style></head>
<body>${navigation(groups)}<main><h1>${document.info.title} API</h1>
<p class="meta">Version ${document.info.version} · <a href="/api/v1/openapi.json">OpenAPI 3.1</a></p>
${prose(document.info.description ?? '')}${signInView(origin)}
${[...groups].map(([tag, operations]) => html`<h2>${tag}</h2>${operations.map((one) => operationView(one, document.components.schemas, origin))}`)}
${schemaList(document)}${problemList()}</main></body></html>`;
  return page.text;
}

function groupByTag(document: ApiDocument): Map<string, ShownOperation[]> {
  const groups = new Map<string, ShownOperation[]>();
  const root = document.servers?.[0]?.url ?? '';
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation === undefined) continue;
      const tag = operation.tags?.[0] ?? 'Other';
      const shown = {
        id: operation.operationId ?? `${method} ${path}`,
        method,
        path: `${item.servers?.[0]?.url ?? root}${path}`,
        operation,
      };
      groups.set(tag, [...(groups.get(tag) ?? []), shown]);
    }
  }
  return groups;
}

function navigation(groups: Map<string, ShownOperation[]>): Html {
  const link = ({ id, operation }: ShownOperation) => html`<li><a href="#${id}">${operation.summary ?? id}</a></li>`;
  return html`<nav aria-label="Operations">${[...groups].map(([tag, all]) => html`<h2>${tag}</h2><ul>${all.map(link)}</ul>`)}
<h2>Reference</h2><ul><li><a href="#schemas">Schemas</a></li><li><a href="#problems">Problems</a></li></ul></nav>`;
}

const signInView = (origin: string) => html`<h4>Sign in from a script</h4>
<pre>curl -c cookies.txt -H 'Content-Type: application/json' \\
  -d '{"email":"ada@example.org","password":"a long pass phrase"}' \\
  ${origin}/api/auth/sign-in/email
curl -b cookies.txt ${origin}/api/v1/me</pre>`;

function schemaList(document: ApiDocument): Html {
  const all = Object.entries(document.components.schemas).sort(([a], [b]) => a.localeCompare(b));
  return html`<h2 id="schemas">Schemas</h2>${all.map(([name, schema]) => html`<h3 id="schema-${name}">${name}</h3>${schemaView(schema)}`)}`;
}

function problemList(): Html {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title }]) =>
      html`<li id="problem-${code}"><code class="name">${code}</code> <span class="meta">${status} · ${title}</span></li>`,
  );
  return html`<h2 id="problems">Problems</h2><p>The body of an error: status, code, a sentence, and every issue with the way to its field.</p>
<ul class="responses">${rows}</ul>`;
}
