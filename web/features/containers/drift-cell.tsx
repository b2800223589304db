import { IconReplace } from '@tabler/icons-react';
import type { Container } from '#contract/containers';
import { formatNumber } from '../../ui/time/format-duration.ts';
import { RelativeTime } from '../../ui/time/time-text.tsx';

const counted = (count: number, thing: string) => `${formatNumber(count)} ${count === 1 ? thing : `${thing}s`}`;

/** `2 packages, 14 files`. */
export const driftInWords = ({ softwareCount, fileCount }: Container['drift']): string =>
  [softwareCount > 0 && counted(softwareCount, 'package'), fileCount > 0 && counted(fileCount, 'file')].filter(Boolean).join(', ');

/** What of it differs from its image; that nobody looked is something else than that nothing does. */
export function DriftCell({ container: { isDrift, drift } }: { readonly container: Container }) {
  if (drift.lookedAt === undefined) return <span className="meta">not looked for yet</span>;
  const looked = (
    <span className="meta truncate">
      looked <RelativeTime at={drift.lookedAt} />
    </span>
  );
  if (!isDrift) {
    return (
      <span className="two-lines">
        <span className="text-2">as its image</span>
        {looked}
      </span>
    );
  }
  return (
    <span className="two-lines">
      <span className="tone-text drift-word truncate" data-tone="warn">
        <IconReplace size={14} stroke={1.8} aria-hidden /> {driftInWords(drift)}
      </span>
      {looked}
    </span>
  );
}
