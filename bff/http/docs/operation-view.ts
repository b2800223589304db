import type { ApiOperation, ShownOperation } from './document.ts';
import { example } from './example.ts';
import { type Html, html, prose } from './html.ts';
import { type Schema, schemaView, typeName } from './schema-view.ts';

type Schemas = Readonly<Record<string, Schema>>;

/** One operation: address, who may, what goes in, what comes out, and a call to copy. */
export function operationView(shown: ShownOperation, schemas: Schemas, origin: string): Html {
  const { id, method, path, operation } = shown;
  const body = bodySchema(operation);
  return html`<section><h3 id="${id}">${operation.summary ?? id}</h3>
<p class="path"><span class="method ${method}">${method.toUpperCase()}</span> <code>${path}</code></p>
${prose(operation.description ?? '')}${parametersView(operation)}
${body === undefined ? '' : html`<h4>Body</h4>${schemaView(body)}`}
<h4>Answers</h4>${responsesView(operation)}
<h4>Example</h4><pre>${curl(shown, body, { schemas, origin })}</pre></section>`;
}

/** The JSON body of an operation, if it takes one. */
export const bodySchema = (operation: ApiOperation): Schema | undefined => operation.requestBody?.content['application/json']?.schema;

function parametersView(operation: ApiOperation): Html | undefined {
  const parameters = operation.parameters ?? [];
  if (parameters.length === 0) return undefined;
  const rows = parameters.map(
    ({ name, in: place, required, description, schema }) => html`<li><code class="name">${name}</code>
      <span class="type">${typeName(schema ?? {})}</span> ${required === true ? html`<span class="required">required</span>` : ''}
      <span class="meta">${place}${description === undefined ? '' : `. ${description}`}</span></li>`,
  );
  return html`<h4>Parameters</h4><ul class="members">${rows}</ul>`;
}

function responsesView(operation: ApiOperation): Html {
  const rows = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    if ('$ref' in response) {
      const code = response.$ref.split('/').at(-1) ?? '';
      return html`<li><code class="name">${status}</code> <a href="#problem-${code}">${code}</a></li>`;
    }
    const [[type, content] = []] = Object.entries(response.content ?? {});
    const schema = content?.schema;
    return html`<li><code class="name">${status}</code> <span class="meta">${type ?? 'no body'}</span>
      ${schema === undefined ? '' : html`<details><summary>${typeName(schema)}</summary>${schemaView(schema)}</details>`}</li>`;
  });
  return html`<ul class="responses">${rows}</ul>`;
}

function curl({ method, path, operation }: ShownOperation, body: Schema | undefined, where: { schemas: Schemas; origin: string }): string {
  const parameters = operation.parameters ?? [];
  const sampleOf = (name: string) => {
    const parameter = parameters.find((one) => one.name === name);
    return encodeURIComponent(String(example(parameter?.schema ?? {}, where.schemas, name)));
  };
  const query = parameters.filter((one) => one.in === 'query' && one.required === true).map((one) => `${one.name}=${sampleOf(one.name)}`);
  const url =
    where.origin + path.replace(/\{(\w+)\}/g, (_, name: string) => sampleOf(name)) + (query.length > 0 ? `?${query.join('&')}` : '');
  const lines = [`curl${cookies(operation)}${method === 'get' ? '' : ` -X ${method.toUpperCase()}`}`];
  if (method === 'post' && parameters.some((one) => one.name === 'Idempotency-Key'))
    lines.push("-H 'Idempotency-Key: a-new-one-each-time'");
  if (body !== undefined)
    lines.push("-H 'Content-Type: application/json'", `-d '${JSON.stringify(example(body, where.schemas), null, 2)}'`);
  return [...lines, `'${url}'`].join(' \\\n  ');
}

/** Signing in fills the cookie jar; what is open to anybody needs none. */
function cookies({ operationId, security }: ApiOperation): string {
  if (operationId === 'auth.signIn') return ' -c cookies.txt';
  return security?.length === 0 ? '' : ' -b cookies.txt';
}
