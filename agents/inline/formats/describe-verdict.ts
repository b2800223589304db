import { nameOf, type ScanReport } from '../scan-report.ts';

/** The verdict in lines: one for each rule that is broken. Text of images in it is as it came. */
export const describeVerdict = ({ images, rules, outcome }: ScanReport): string[] => {
  const broken = images.flatMap((image) =>
    image.verdict.broken.map(({ rule, message }) => `  ${images.length > 1 ? `${nameOf(image)}: ` : ''}${rule}: ${message}`),
  );
  if (outcome === 'fail') return [`FAIL: the policy is violated.`, ...broken];
  if (outcome === 'unknown')
    return ['NOT SCANNABLE: the signatures know nothing of what the image is made of; no findings do not mean clean.'];
  if (rules.length === 0) return ['PASS: no policy was given, so nothing was judged.'];
  return [`PASS: ${rules.length === 1 ? 'the rule holds' : `all ${rules.length} rules hold`}.`];
};
