import { matchInventory, uncoveredEcosystems } from '../inventory/match-inventory.ts';
import { cleanText } from '../scanning/clean-text.ts';
import type { Manifest } from '../signatures/manifest/open-manifest.ts';
import { type Judged, judge } from './policy/judge.ts';
import type { Policy } from './policy/policy.ts';
import type { FoundImage } from './read-images.ts';
import { type KnownManifest, nameOf, type ScannedImage, type ScanReport } from './scan-report.ts';

export interface ScanParts {
  readonly scanner: string;
  readonly target: string;
  /** Epoch ms. */
  readonly now: number;
  readonly manifest: Manifest;
  readonly known: KnownManifest;
  readonly policy: Policy;
  /** What was noticed before. */
  readonly warnings: readonly string[];
}

const MAX_NAME = 200;

const scanImage = async (found: FoundImage, { manifest, policy, now }: ScanParts) => {
  const { inventory, repoDigests } = found;
  const uncovered = uncoveredEcosystems(inventory, manifest);
  const evidence = { inventory, uncovered, findings: await matchInventory(inventory, manifest) };
  const judged = judge(evidence, policy, new Date(now).toISOString().slice(0, 10));
  return { judged, image: { inventory, repoDigests, uncovered, findings: judged.findings, verdict: judged.verdict } };
};

const warningsOf = (image: ScannedImage, { expired }: Judged): string[] => {
  const name = cleanText(nameOf(image), MAX_NAME);
  const uncovered = image.uncovered.map((each) => cleanText(each, MAX_NAME)).join(', ');
  return [
    ...(uncovered === '' ? [] : [`${name}: the signatures know nothing of ${uncovered}; vulnerabilities of these packages are not shown.`]),
    ...image.inventory.notes.map(({ message }) => `${name}: ${cleanText(message, 500)}`),
    ...(image.inventory.packages.length === 0 ? [`${name}: no packages were recognised in it.`] : []),
    ...expired.map(({ id, expires }) => `${name}: ${id} is not ignored any more, its entry in the policy ended on ${expires}.`),
  ];
};

const worst = (images: readonly ScannedImage[]): ScanReport['outcome'] => {
  const outcomes = images.map(({ verdict }) => verdict.outcome);
  return outcomes.includes('fail') ? 'fail' : outcomes.includes('unknown') ? 'unknown' : 'pass';
};

const ruleNames = ({ rules, deny, incomplete }: Policy): string[] => [
  ...rules.map(({ name }) => name),
  ...deny.map((denied) => `No package ${denied.package}`),
  ...(incomplete === 'fail' ? ['Everything is known'] : []),
];

/** Matches what was read with the signatures, and judges it by the policy. */
export const scan = async (found: readonly FoundImage[], parts: ScanParts): Promise<ScanReport> => {
  const images: ScannedImage[] = [];
  const warnings = [...parts.warnings];
  for (const each of found) {
    const { image, judged } = await scanImage(each, parts);
    images.push(image);
    warnings.push(...warningsOf(image, judged));
  }
  const { scanner, target, now, known, policy } = parts;
  const scannedAt = new Date(now).toISOString();
  return { scanner, target, scannedAt, manifest: known, rules: ruleNames(policy), images, warnings, outcome: worst(images) };
};
