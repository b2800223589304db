import { nameOf, type ScannedImage, type ScanReport } from '../scan-report.ts';
import { describeSeverity } from '../severity.ts';
import { countBySeverity } from './counts.ts';

const imageOf = (image: ScannedImage) => {
  const { inventory, repoDigests, findings, uncovered, verdict } = image;
  const { packages, notes, ...facts } = inventory;
  return {
    ...{ name: nameOf(image), ...facts, repoDigests, verdict },
    // Null, not zeros: of this image nothing is known.
    counts: verdict.outcome === 'unknown' ? null : Object.fromEntries(countBySeverity(findings).map(({ word, count }) => [word, count])),
    findings: findings.map((each) => ({ ...each, severityWord: describeSeverity(each.severity) })),
    ...{ uncovered, notes, packages },
  };
};

/** For programs: the whole report; its form is kept. */
export const composeJson = (report: ScanReport): string => {
  const { images, scanner, ...others } = report;
  const content = { format: 'watchbill-scan/1', scanner, ...others, images: images.map(imageOf) };
  return `${JSON.stringify(content, undefined, 2)}\n`;
};
