/** What a registry wants as proof (RFC 9110 §11.6.1): its `WWW-Authenticate`. */
export interface Challenge {
  /** In lower case: `bearer`, `basic`. */
  readonly scheme: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const PARAMETER = new RegExp(`^[\\s,]*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|(${TOKEN}))`);
const SCHEME = new RegExp(`^[\\s,]*(${TOKEN})(?=\\s|$|,)`);
const MAX_HEADER = 8192;

const takeParameters = (text: string): { parameters: Record<string, string>; rest: string } => {
  const parameters: Record<string, string> = {};
  let rest = text;
  for (let found = PARAMETER.exec(rest); found; found = PARAMETER.exec(rest)) {
    const [whole, name = '', quoted, plain] = found;
    parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '';
    rest = rest.slice(whole.length);
  }
  return { parameters, rest };
};

/** The challenges of the header, in its order; what breaks its form ends the list. */
export const parseChallenges = (header: string | undefined): Challenge[] => {
  const challenges: Challenge[] = [];
  let rest = (header ?? '').slice(0, MAX_HEADER);
  for (let found = SCHEME.exec(rest); found; found = SCHEME.exec(rest)) {
    const taken = takeParameters(rest.slice(found[0].length));
    challenges.push({ scheme: (found[1] ?? '').toLowerCase(), parameters: taken.parameters });
    rest = taken.rest;
  }
  return challenges;
};
