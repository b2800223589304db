import { type Icon, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import './progress.css';

export interface Hop {
  readonly key: string;
  readonly name: string;
  /** `done` behind us, `now` where it is, `ahead` not yet. */
  readonly state: 'done' | 'now' | 'ahead';
  /** Beside the name: "+0.31 s". */
  readonly offset?: ReactNode;
  readonly detail?: ReactNode;
  /** Own icon of the hop, shown while it is the present one. */
  readonly icon?: Icon;
}

const WORDS = { done: 'done', now: 'now', ahead: 'not yet' } as const;

/** The way of a scan, hop by hop, on one line. */
export function HopsLine({ label, hops }: { readonly label: string; readonly hops: readonly Hop[] }) {
  return (
    <ol className="hops" aria-label={label}>
      {hops.map(({ key, name, state, offset, detail, icon: HopIcon }) => (
        <li key={key} className="hop" data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
          <span className="hop-dot" aria-hidden>
            {state === 'done' && <IconCheck size={9} stroke={3} />}
            {state === 'now' && HopIcon !== undefined && <HopIcon size={15} stroke={1.9} />}
          </span>
          <span className="hop-name">
            <b>{name}</b>
            <span className="visually-hidden">, {WORDS[state]}</span>
            {offset !== undefined && <span className="text-2 tabular"> {offset}</span>}
          </span>
          {detail !== undefined && <span className="meta truncate">{detail}</span>}
        </li>
      ))}
    </ol>
  );
}
