import { readFile, writeFile } from 'node:fs/promises';
import { dockerConfigFile, dockerCredentials } from '../registry/credentials.ts';
import type { Clock, Random, Wait } from '../runtime/clock.ts';
import { cleanText } from '../scanning/clean-text.ts';
import type { ScanArguments } from './arguments.ts';
import { EXIT_CODES, Exit } from './exit-code.ts';
import { composeReport } from './formats/compose-report.ts';
import { describeVerdict } from './formats/describe-verdict.ts';
import { chooseManifest, staleWarning } from './known-manifest.ts';
import { type Binding, defaultScanFolder, openBinding } from './platform/binding.ts';
import { bringManifest } from './platform/bring-manifest.ts';
import { upload } from './platform/upload.ts';
import { parsePolicy } from './policy/parse-policy.ts';
import { NO_POLICY, type Policy } from './policy/policy.ts';
import { type ReadProblem, readImages } from './read-images.ts';
import { scan } from './scan.ts';
import type { ScanReport } from './scan-report.ts';
import { describeSeverity } from './severity.ts';

/** What the program touches outside of itself. */
export interface ScanSurroundings {
  readonly environment: NodeJS.ProcessEnv;
  readonly runningFile: string;
  readonly version: string;
  readonly clock: Clock;
  readonly wait: Wait;
  readonly random: Random;
  readonly newId: () => string;
  readonly write: (text: string) => Promise<void>;
  readonly complain: (line: string) => void;
  /** Of standard output, if it is a terminal. */
  readonly terminal: { readonly columns: number } | undefined;
}

const WIDTH = 80;
const MOST_COLUMNS = 160;

const readPolicy = async ({ policy: path, failOn }: ScanArguments): Promise<Policy> => {
  const policy = path === undefined ? NO_POLICY : await readPolicyFile(path);
  if (failOn === undefined) return policy;
  const rule = { name: `--fail-on ${describeSeverity(failOn)}`, minSeverity: failOn, onlyFixable: false, allow: 0 };
  return { ...policy, rules: [...policy.rules, rule] };
};

const readPolicyFile = async (path: string): Promise<Policy> => {
  const content = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Exit('usage', `The policy cannot be read: ${error.message}.`);
  });
  const parsed = parsePolicy(content);
  if (parsed.ok) return parsed.value;
  throw new Exit('usage', [`The policy ${path} cannot be used:`, ...parsed.problems.map((each) => `  ${cleanText(each, 500)}`)].join('\n'));
};

const lookOf = ({ environment, terminal }: ScanSurroundings, output: string | undefined) => ({
  width: Math.min(terminal?.columns || WIDTH, MOST_COLUMNS),
  isColoured: terminal !== undefined && output === undefined && !environment.NO_COLOR && environment.TERM !== 'dumb',
});

const deliver = async (text: string, output: string | undefined, { write }: ScanSurroundings): Promise<void> => {
  if (output === undefined) return write(text);
  await writeFile(output, text).catch((error: Error) => {
    throw new Exit('usage', `The report cannot be written: ${error.message}.`);
  });
};

/** A program that reads the JSON is told there, too. */
const tellUnread = async ({ reason, message }: ReadProblem, given: ScanArguments, around: ScanSurroundings): Promise<number> => {
  around.complain(`NOT SCANNABLE: ${cleanText(message, 1000)}`);
  if (given.format === 'json') {
    const content = {
      format: 'watchbill-scan/1',
      scanner: around.version,
      target: given.target,
      outcome: 'not-scannable',
      reason,
      message,
    };
    await deliver(`${JSON.stringify(content, undefined, 2)}\n`, given.output, around);
  }
  return EXIT_CODES.notScannable;
};

const CODES = { pass: EXIT_CODES.pass, fail: EXIT_CODES.violated, unknown: EXIT_CODES.notScannable };

const tell = async (report: ScanReport, { format, output }: ScanArguments, around: ScanSurroundings): Promise<void> => {
  await deliver(composeReport(report, format, { look: lookOf(around, output), newId: around.newId }), output, around);
  // The table says it itself; a file or a machine's format is not read at once.
  if (format === 'table' && output === undefined) return;
  for (const line of [...report.warnings, ...describeVerdict(report)]) around.complain(`${/^ */.exec(line)?.[0]}${cleanText(line, 1000)}`);
};

/** The platform's word on a scan weighs less than the policy's. */
const conclude = async (report: ScanReport, binding: Binding | undefined, around: ScanSurroundings): Promise<number> => {
  const { clock, newId, wait, complain } = around;
  const problems = binding ? await upload(report, { binding, now: clock(), newId, wait }) : [];
  for (const problem of problems) complain(cleanText(problem, 1000));
  return problems.length > 0 && report.outcome === 'pass' ? EXIT_CODES.notUploaded : CODES[report.outcome];
};

const bind = async (given: ScanArguments, { environment, clock, newId }: ScanSurroundings): Promise<Binding | undefined> => {
  const binding = await openBinding({ folder: given.data ?? defaultScanFolder(environment), clock, newId });
  if (given.uploads && !binding) throw new Exit('usage', '--upload needs a platform: bind it once with watchbill-scan register.');
  return binding;
};

/** The signatures to match with, brought from the platform where there is one. */
const openKnown = async (
  given: ScanArguments,
  binding: Binding | undefined,
  around: ScanSurroundings,
  onProblem: (problem: string) => void,
) => {
  const { runningFile } = around;
  if (binding && !given.isOffline && given.manifest === undefined) await bringManifest(binding, runningFile, onProblem);
  return chooseManifest({ given: given.manifest, fetched: binding?.data.signatures, runningFile, now: around.clock(), onProblem });
};

const read = (given: ScanArguments, around: ScanSurroundings, onProblem: (problem: string) => void) =>
  readImages({
    ...{ target: given.target, docker: given.docker, platform: given.platform, signal: AbortSignal.timeout(given.timeoutMs) },
    registry: {
      findCredentials: dockerCredentials(dockerConfigFile(around.environment), onProblem),
      ...{ isPlain: given.isPlain, wait: around.wait, random: around.random },
    },
  });

/** One scan from its arguments to its exit code. Throws `Exit` where it cannot begin. */
export const performScan = async (given: ScanArguments, around: ScanSurroundings): Promise<number> => {
  const policy = await readPolicy(given);
  const warnings: string[] = [];
  const onProblem = (problem: string) => void warnings.push(problem);
  const binding = await bind(given, around);
  const { manifest, known } = await openKnown(given, binding, around, onProblem);
  try {
    const found = await read(given, around, onProblem);
    if (!found.ok) return await tellUnread(found.error, given, around);
    const parts = { scanner: around.version, target: given.target, now: around.clock(), manifest, known, policy };
    const report = await scan(found.value, { ...parts, warnings: [...staleWarning(known), ...warnings] });
    await tell(report, given, around);
    return await conclude(report, given.uploads ? binding : undefined, around);
  } finally {
    await manifest.close();
  }
};
