type Metrics = Readonly<Record<string, string>>;
type Weights = Readonly<Record<string, number>>;

const parseVector = (vector: string): Metrics =>
  Object.fromEntries(
    vector
      .split('/')
      .map((part) => part.split(':'))
      .filter((pair): pair is [string, string] => pair.length === 2),
  );

/** The weight of every metric; `undefined` where one is missing or has a value that does not exist. */
const weigh = <K extends string>(metrics: Metrics, tables: Readonly<Record<K, Weights>>): Record<K, number> | undefined => {
  const weights: Partial<Record<K, number>> = {};
  for (const name of Object.keys(tables) as K[]) {
    const weight = tables[name][metrics[name] ?? ''];
    if (weight === undefined) return undefined;
    weights[name] = weight;
  }
  return weights as Record<K, number>;
};

const IMPACT_3 = { H: 0.56, L: 0.22, N: 0 };

// CVSS v3.1 specification §7.4; those of v3.0 are the same.
const BASE_3 = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: IMPACT_3,
  I: IMPACT_3,
  A: IMPACT_3,
  S: { U: 0, C: 1 },
};
const PRIVILEGES: Readonly<Record<string, Weights>> = {
  U: { N: 0.85, L: 0.62, H: 0.27 },
  C: { N: 0.85, L: 0.68, H: 0.5 },
};

/** CVSS v3.1 specification, appendix A: to the next tenth, without the errors of floating point. */
const roundUp = (value: number): number => {
  const whole = Math.round(value * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
};

const baseScore3 = (metrics: Metrics): number | undefined => {
  const weights = weigh(metrics, BASE_3);
  const privileges = PRIVILEGES[metrics.S ?? '']?.[metrics.PR ?? ''];
  if (!weights || privileges === undefined) return undefined;
  const changed = metrics.S === 'C';
  const impact = 1 - (1 - weights.C) * (1 - weights.I) * (1 - weights.A);
  const subscore = changed ? 7.52 * (impact - 0.029) - 3.25 * (impact - 0.02) ** 15 : 6.42 * impact;
  if (subscore <= 0) return 0;
  const exploitability = 8.22 * weights.AV * weights.AC * privileges * weights.UI;
  return roundUp(Math.min(changed ? 1.08 * (subscore + exploitability) : subscore + exploitability, 10));
};

const IMPACT_2 = { N: 0, P: 0.275, C: 0.66 };

// CVSS v2 guide §3.2.1.
const BASE_2 = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: IMPACT_2,
  I: IMPACT_2,
  A: IMPACT_2,
};

const baseScore2 = (metrics: Metrics): number | undefined => {
  const weights = weigh(metrics, BASE_2);
  if (!weights) return undefined;
  const impact = 10.41 * (1 - (1 - weights.C) * (1 - weights.I) * (1 - weights.A));
  const exploitability = 20 * weights.AV * weights.AC * weights.Au;
  return Math.round((0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176) * 10) / 10;
};

/** The base score of a CVSS vector of version 2 or 3, 0 to 10; `undefined` for what is none, and for version 4. */
export const cvssBaseScore = (vector: string): number | undefined => {
  if (/^CVSS:3\.[01]\//.test(vector)) return baseScore3(parseVector(vector));
  return /^\(?AV:/.test(vector) ? baseScore2(parseVector(vector.replace(/[()]/g, ''))) : undefined;
};
