import type { Image } from '#contract/images';
import { Freshness } from '../ui/image/freshness.tsx';
import { Trigger } from '../ui/image/trigger.tsx';
import { FindingsCell } from '../ui/severity/findings-cell.tsx';
import { type SeverityCounts, totalOf } from '../ui/severity/severity-bar.tsx';

/** What images and containers have in common: how their last scan went. */
export type LastScan = Pick<
  Image,
  'scanState' | 'scanProblem' | 'vulnerabilities' | 'trigger' | 'lastVmScanDate' | 'lastTriedAt' | 'manifestVersion'
>;

/** The counts of findings; undefined where nothing is known of them, which is something else than none. */
export function countsOf({
  scanState,
  vulnerabilities: counts,
}: Pick<LastScan, 'scanState' | 'vulnerabilities'>): SeverityCounts | undefined {
  if (counts === undefined || scanState === 'not-scanned' || scanState === 'not-matched') return undefined;
  return {
    s1: counts.severity1Count,
    s2: counts.severity2Count,
    s3: counts.severity3Count,
    s4: counts.severity4Count,
    s5: counts.severity5Count,
  };
}

const NOT_MATCHED = 'its sensor has no manifest: packages only';

/** The words in place of counts. */
export function missingOf({ scanState, scanProblem }: LastScan): {
  readonly word: string;
  readonly reason?: string;
  readonly bad?: boolean;
} {
  if (scanState === 'not-scannable') return { word: 'not scannable', bad: true, ...(scanProblem !== undefined && { reason: scanProblem }) };
  if (scanState === 'not-matched') return { word: 'not matched', reason: NOT_MATCHED };
  return { word: 'not scanned yet' };
}

/** Findings by severity with how many can be fixed; why there are none to tell; or that they are of an earlier scan. */
export function Vulnerabilities({ of }: { readonly of: LastScan }) {
  const counts = countsOf(of);
  const old = of.scanState === 'not-scannable' && counts !== undefined;
  return (
    <FindingsCell
      counts={counts}
      fixable={of.vulnerabilities?.fixableCount}
      missing={missingOf(of)}
      {...(old && { remark: `of an earlier scan; now ${of.scanProblem ?? 'not scannable'}` })}
    />
  );
}

/** The findings in one phrase, for phones and names of rows. */
export function findingsInWords(of: LastScan): string {
  const counts = countsOf(of);
  if (counts === undefined) return missingOf(of).word;
  const total = totalOf(counts);
  return total === 0 ? 'no findings' : `${total} ${total === 1 ? 'finding' : 'findings'}`;
}

const OUTCOMES = { 'not-scanned': 'not scanned', 'not-scannable': 'not scannable', 'not-matched': 'packages only' } as const;

/** What led to the last scan, and what came of it. */
export function LastTrigger({ of: { trigger, scanState } }: { readonly of: LastScan }) {
  const scanned = trigger === 'manifest' ? 'matched again' : 'scanned';
  const outcome = scanState === 'scanned' ? scanned : OUTCOMES[scanState];
  return <Trigger trigger={trigger} outcome={outcome} quiet={scanState !== 'scanned'} />;
}

export const LastScanned = ({ of: { lastVmScanDate } }: { readonly of: LastScan }) => <Freshness at={lastVmScanDate} />;
