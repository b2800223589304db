import { IconClock, IconClockExclamation } from '@tabler/icons-react';
import { Chip } from '../status/mark.tsx';
import { RelativeTime } from '../time/time-text.tsx';
import { useNow } from '../time/use-now.ts';
import './image.css';

/** A manifest comes every day: what was matched within a day knows what is known. */
const FRESH_MS = 24 * 3600 * 1000;

/** When something was scanned last, and whether that was within a day. */
export function Freshness({ at }: { readonly at: string | undefined }) {
  const now = useNow(60_000);
  if (at === undefined) return <span className="meta">never</span>;
  const fresh = now - Date.parse(at) <= FRESH_MS;
  const Sign = fresh ? IconClock : IconClockExclamation;
  return (
    <span className="two-lines freshness">
      <Chip tone={fresh ? 'ok' : 'warn'}>
        <Sign size={12} stroke={1.9} aria-hidden />
        {fresh ? 'fresh' : 'over a day'}
      </Chip>
      <span className="meta tabular">
        <RelativeTime at={at} />
      </span>
    </span>
  );
}
