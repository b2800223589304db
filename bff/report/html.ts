/** Text that is HTML already: made by `html`, or trusted by whoever calls `trusted`. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Value = Html | string | number | undefined | readonly (Html | string)[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML, also inside quoted attributes. Characters that turn the direction of writing are shown, not obeyed. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!).replace(/[\u202a-\u202e\u2066-\u2069]/g, '\ufffd');

function written(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(written).join('');
  return escapeHtml(String(value));
}

/** A piece of HTML. Everything put in is escaped, unless it is `Html` itself. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  let text = strings[0]!;
  for (const [i, value] of values.entries()) text += written(value) + strings[i + 1]!;
  return new Html(text);
}

export const trusted = (text: string): Html => new Html(text);
