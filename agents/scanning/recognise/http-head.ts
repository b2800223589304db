/** The beginning of an HTTP/1 answer. Header names are in lower case. */
export interface HttpHead {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** What came after the empty line, as far as it was read. */
  readonly body: string;
}

const MAX_HEADERS = 200;

const header = (line: string): [string, string] | undefined => {
  const colon = line.indexOf(':');
  return colon > 0 ? [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] : undefined;
};

/** Lenient: broken lines are left out. `undefined` when it is not HTTP. */
export const parseHttpHead = (answer: Buffer): HttpHead | undefined => {
  const text = answer.toString('latin1');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1];
  if (status === undefined) return undefined;
  const end = text.indexOf('\r\n\r\n');
  const [, ...lines] = (end < 0 ? text : text.slice(0, end)).split('\r\n', MAX_HEADERS);
  return {
    status: Number(status),
    headers: lines.map(header).filter((pair) => pair !== undefined),
    body: end < 0 ? '' : text.slice(end + 4),
  };
};

/** The first header of that name. */
export const headerOf = (head: HttpHead | undefined, name: string): string | undefined =>
  head?.headers.find(([each]) => each === name)?.[1];
