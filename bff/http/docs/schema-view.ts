import { type Html, html } from './html.ts';

/** The part of JSON Schema that the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly contentMediaType?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

export const refName = (schema: Schema): string | undefined => schema.$ref?.split('/').at(-1);

export const alternativesOf = (schema: Schema): readonly Schema[] | undefined => schema.anyOf ?? schema.oneOf;

/** A type in a few words: `list of Scan`, `"daily"`, `text (uuid)`. */
export function typeName(schema: Schema): string {
  const name = refName(schema);
  if (name !== undefined) return name;
  const alternatives = alternativesOf(schema);
  if (alternatives !== undefined) return alternatives.every(isSimple) ? alternatives.map(typeName).join(' or ') : 'one of';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.contentMediaType !== undefined) return 'file';
  if (schema.type === 'array') return `list of ${schema.items === undefined ? 'anything' : typeName(schema.items)}`;
  const type = typeof schema.type === 'object' ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

const isSimple = (schema: Schema) => schema.properties === undefined && alternativesOf(schema) === undefined;

/** JSON numbers are exact up to here; a limit there limits nothing that a reader cares for. */
const NO_LIMIT = Number.MAX_SAFE_INTEGER;

function limits(schema: Schema): string {
  const range = (name: string, min: number | undefined, max: number | undefined) => {
    const low = min !== undefined && min > -NO_LIMIT ? min : undefined;
    const high = max !== undefined && max < NO_LIMIT ? max : undefined;
    if (low === undefined && high === undefined) return undefined;
    if (low === undefined) return `at most ${high}${name}`;
    return high === undefined ? `at least ${low}${name}` : `${low} to ${high}${name}`;
  };
  const found = [
    range('', schema.minimum, schema.maximum),
    range(' characters', schema.minLength, schema.maxLength),
    range(' entries', schema.minItems, schema.maxItems),
    schema.default === undefined ? undefined : `default ${JSON.stringify(schema.default)}`,
  ];
  return found.filter((limit) => limit !== undefined).join(', ');
}

/** The members of a schema, nested ones indented; named schemas are linked, not repeated. */
export function schemaView(schema: Schema): Html {
  const name = refName(schema);
  if (name !== undefined) return html`<p>A <a href="#schema-${name}">${name}</a>.</p>`;
  if (schema.properties !== undefined) return members(schema);
  const alternatives = alternativesOf(schema);
  if (alternatives !== undefined && !alternatives.every(isSimple)) {
    return html`<p>One of:</p><ul class="alternatives">${alternatives.map((one) => html`<li>${schemaView(one)}</li>`)}</ul>`;
  }
  if (schema.type === 'array' && schema.items !== undefined && !isSimple(schema.items))
    return html`<p>List of:</p>${schemaView(schema.items)}`;
  return html`<p>${typeLink(schema)} <span class="meta">${limits(schema)}</span></p>`;
}

function members(schema: Schema): Html {
  const required = new Set(schema.required);
  const rows = Object.entries(schema.properties ?? {}).map(
    ([name, member]) => html`<li><code class="name">${name}</code> <span class="type">${typeLink(member)}</span>
      ${required.has(name) ? html`<span class="required">required</span>` : ''}
      <span class="meta">${[limits(member), member.description].filter(Boolean).join('. ')}</span>${nested(member)}</li>`,
  );
  return html`<ul class="members">${rows}</ul>`;
}

function nested(schema: Schema): Html | undefined {
  const inner = schema.type === 'array' ? schema.items : schema;
  if (inner === undefined || refName(inner) !== undefined || isSimple(inner)) return undefined;
  const alternatives = alternativesOf(inner);
  return alternatives?.every(isSimple) === true ? undefined : schemaView(inner);
}

function typeLink(schema: Schema): Html {
  const name = refName(schema) ?? (schema.items === undefined ? undefined : refName(schema.items));
  return name === undefined ? html`${typeName(schema)}` : html`<a href="#schema-${name}">${typeName(schema)}</a>`;
}
