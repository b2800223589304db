import { parseArgs } from 'node:util';
import { type Platform, parsePlatform, platformOf } from '../registry/choose-platform.ts';
import { Exit } from './exit-code.ts';
import { FORMATS, type Format } from './formats/compose-report.ts';
import { parseSeverity, SEVERITY_WORDS, type Severity } from './severity.ts';

export interface ScanArguments {
  readonly command: 'scan';
  readonly target: string;
  readonly policy: string | undefined;
  readonly format: Format;
  readonly failOn: Severity | undefined;
  readonly manifest: string | undefined;
  readonly output: string | undefined;
  readonly docker: string | undefined;
  readonly platform: Platform;
  readonly isPlain: boolean;
  readonly timeoutMs: number;
  /** Folder of the binding to a platform; undefined: the usual one. */
  readonly data: string | undefined;
  readonly isOffline: boolean;
  readonly uploads: boolean;
}

export interface RegisterArguments {
  readonly command: 'register';
  readonly server: string | undefined;
  readonly perscode: string | undefined;
  readonly data: string | undefined;
}

export type Arguments = ScanArguments | RegisterArguments | { readonly command: 'help' | 'version' };

const OPTIONS = {
  policy: { type: 'string' },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  manifest: { type: 'string' },
  output: { type: 'string', short: 'o' },
  docker: { type: 'string' },
  platform: { type: 'string' },
  'plain-http': { type: 'boolean' },
  timeout: { type: 'string' },
  offline: { type: 'boolean' },
  upload: { type: 'boolean' },
  data: { type: 'string' },
  server: { type: 'string' },
  perscode: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

const TIMEOUT_SECONDS = 900;
const MAX_TIMEOUT_SECONDS = 86_400;
const HINT = '`watchbill-scan --help` lists what it takes.';

const parse = (words: readonly string[]) => {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [sentence] = (error as Error).message.split('. ');
    throw new Exit('usage', `${sentence?.replace(/\.$/, '')}. ${HINT}`);
  }
};

/** What a word means, or undefined with what is wrong said in the list. */
const choose = <T>(text: string | undefined, find: (text: string) => T | undefined, wrong: string, problems: string[]): T | undefined => {
  const found = text === undefined ? undefined : find(text);
  if (text !== undefined && found === undefined) problems.push(`${wrong}; it is "${text}".`);
  return found;
};

const seconds = (text: string): number | undefined => {
  const value = Number(text);
  return text.trim() !== '' && value > 0 && value <= MAX_TIMEOUT_SECONDS ? value : undefined;
};

const targetProblem = (positionals: readonly string[]): string[] => {
  if (positionals.length === 1 && positionals[0] !== '') return [];
  if (positionals.length === 0) return [`Name what to scan: an image, an archive, or a folder with an OCI layout.`];
  return [`One image at a time: ${positionals.map((each) => JSON.stringify(each)).join(', ')} are several.`];
};

/** Throws `Exit` with all problems at once. `machine`: Node's name of this architecture. */
export const parseArguments = (words: readonly string[], machine: string): Arguments => {
  const { values, positionals } = parse(words);
  if (values.version) return { command: 'version' };
  if (values.help || words.length === 0) return { command: 'help' };
  const { server, perscode, data } = values;
  if (positionals[0] === 'register' && positionals.length === 1) return { command: 'register', server, perscode, data };
  return parseScan(values, positionals, machine);
};

const parseScan = (values: ReturnType<typeof parse>['values'], positionals: readonly string[], machine: string): ScanArguments => {
  const problems = targetProblem(positionals);
  if (values.server !== undefined || values.perscode !== undefined)
    problems.push('--server and --perscode are for `watchbill-scan register`, once; then --upload knows the platform.');
  if (values.offline && values.upload) problems.push('--offline and --upload contradict each other.');
  const isFormat = (text: string) => FORMATS.find((each) => each === text);
  const format = choose(values.format, isFormat, `--format is one of ${FORMATS.join(', ')}`, problems);
  const failOn = choose(values['fail-on'], parseSeverity, `--fail-on is one of ${SEVERITY_WORDS.join(', ')}, or 1 to 5`, problems);
  const platform = choose(values.platform, parsePlatform, '--platform looks like linux/arm64', problems);
  const timeout = choose(values.timeout, seconds, '--timeout is a number of seconds up to a day', problems);
  if (problems.length > 0) throw new Exit('usage', `${problems.join('\n')}\n${HINT}`);
  return {
    command: 'scan',
    target: positionals[0] ?? '',
    ...{ policy: values.policy, manifest: values.manifest, output: values.output, docker: values.docker },
    ...{ format: format ?? 'table', failOn, platform: platform ?? platformOf(machine), isPlain: values['plain-http'] ?? false },
    timeoutMs: (timeout ?? TIMEOUT_SECONDS) * 1000,
    ...{ data: values.data, isOffline: values.offline ?? false, uploads: values.upload ?? false },
  };
};
