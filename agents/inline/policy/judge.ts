import type { ImageInventory, ImagePackage } from '../../inventory/image-inventory.ts';
import type { ImageFinding } from '../../inventory/match-inventory.ts';
import type { DeniedPackage, Ignored, Policy, SeverityRule } from './policy.ts';

/** A rule of the policy that the image breaks. */
export interface BrokenRule {
  /** As the policy names it. */
  readonly rule: string;
  /** What broke it, in words. */
  readonly message: string;
}

export interface Verdict {
  /** `unknown`: the signatures know nothing of what the image is made of, so that no findings mean nothing. */
  readonly outcome: 'pass' | 'fail' | 'unknown';
  readonly broken: readonly BrokenRule[];
}

/** A finding, and the entry of the policy by which it does not count. */
export interface JudgedFinding extends ImageFinding {
  readonly ignored?: Ignored;
}

export interface Judged {
  readonly findings: readonly JudgedFinding[];
  readonly verdict: Verdict;
  /** Entries that would have left something out if their day were not over. */
  readonly expired: readonly Ignored[];
}

export interface Evidence {
  readonly inventory: Pick<ImageInventory, 'os' | 'packages' | 'notes'>;
  readonly findings: readonly ImageFinding[];
  /** Ecosystems of the image that the signatures do not cover. */
  readonly uncovered: readonly string[];
}

const SHOWN = 5;

/** Whether a name fits a pattern in which `*` stands for any text; without building a regular expression of foreign text. */
export const fitsPattern = (name: string, pattern: string): boolean => {
  const [first = '', ...others] = pattern.split('*');
  if (others.length === 0) return name === pattern;
  if (!name.startsWith(first)) return false;
  const last = others.pop() ?? '';
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
};

/** ISO 8601 days compare as texts; the named day is the last one. */
const isOver = ({ expires }: Ignored, today: string): boolean => expires !== undefined && expires < today;

/** The entry by which a finding does not count: one for the advisory itself, or one for each of its CVEs. */
const ignoredBy = ({ advisoryId, cves, package: name }: ImageFinding, ignore: readonly Ignored[]): Ignored | undefined => {
  const entryFor = (id: string) => ignore.find((each) => each.id === id && (each.package === undefined || fitsPattern(name, each.package)));
  const whole = entryFor(advisoryId);
  if (whole) return whole;
  const each = cves.map(entryFor);
  return each.length > 0 && each.every((one) => one !== undefined) ? each[0] : undefined;
};

const counts = (finding: ImageFinding, { minSeverity, onlyFixable, packages }: SeverityRule): boolean =>
  finding.severity >= minSeverity &&
  (!onlyFixable || finding.fixedVersion !== undefined) &&
  (packages === undefined || packages.some((pattern) => fitsPattern(finding.package, pattern)));

const listed = (names: readonly string[]): string => {
  const distinct = [...new Set(names)];
  return distinct.slice(0, SHOWN).join(', ') + (distinct.length > SHOWN ? ` and ${distinct.length - SHOWN} more` : '');
};

const breakRule = (rule: SeverityRule, findings: readonly ImageFinding[]): BrokenRule[] => {
  const found = findings.filter((each) => counts(each, rule));
  if (found.length <= rule.allow) return [];
  const ids = listed(found.map(({ advisoryId, cves }) => cves[0] ?? advisoryId));
  return [{ rule: rule.name, message: `${found.length === 1 ? 'One finding' : `${found.length} findings`}: ${ids}` }];
};

const breakDenial = (denied: DeniedPackage, packages: readonly ImagePackage[]): BrokenRule[] => {
  const isDenied = ({ name, ecosystem }: ImagePackage) =>
    fitsPattern(name, denied.package) && (denied.ecosystem === undefined || denied.ecosystem === ecosystem);
  const found = packages.filter(isDenied).map(({ name, version }) => `${name} ${version}`);
  if (found.length === 0) return [];
  return [{ rule: `No package ${denied.package}`, message: `${listed(found)}. ${denied.reason}` }];
};

const breakCompleteness = ({ inventory, uncovered }: Evidence): BrokenRule[] => {
  const causes = [...uncovered.map((each) => `no advisories are known for ${each}`), ...inventory.notes.map(({ message }) => message)];
  return causes.length === 0 ? [] : [{ rule: 'Everything is known', message: listed(causes) }];
};

/** Nothing at all is known of the packages, or none were found where there must be some: in a distribution. */
const isUnknown = ({ inventory: { os, packages }, uncovered }: Evidence): boolean =>
  packages.length > 0 ? packages.every(({ ecosystem }) => uncovered.includes(ecosystem)) : os !== undefined;

/** What the policy says of an image. `today`: ISO 8601 day (UTC). */
export const judge = (evidence: Evidence, policy: Policy, today: string): Judged => {
  const active = policy.ignore.filter((each) => !isOver(each, today));
  const over = policy.ignore.filter((each) => isOver(each, today));
  const findings = evidence.findings.map((finding): JudgedFinding => {
    const ignored = ignoredBy(finding, active);
    return ignored ? { ...finding, ignored } : finding;
  });
  const counted = findings.filter(({ ignored }) => ignored === undefined);
  const broken = [
    ...policy.rules.flatMap((rule) => breakRule(rule, counted)),
    ...policy.deny.flatMap((denied) => breakDenial(denied, evidence.inventory.packages)),
    ...(policy.incomplete === 'fail' ? breakCompleteness(evidence) : []),
  ];
  const expired = over.filter((each) => counted.some(({ advisoryId, cves }) => [advisoryId, ...cves].includes(each.id)));
  const outcome = broken.length > 0 ? 'fail' : isUnknown(evidence) ? 'unknown' : 'pass';
  return { findings, verdict: { outcome, broken }, expired };
};
