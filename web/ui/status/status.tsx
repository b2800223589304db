import type { ReactNode } from 'react';
import { STATUSES, type StatusName } from './status-vocabulary.ts';
import './status.css';

interface StatusProps {
  readonly name: StatusName;
  /** Follows the word in a lighter weight: "6 min", "by duration". */
  readonly qualifier?: ReactNode;
  /** The reason, on a second line. */
  readonly reason?: ReactNode;
}

/** Icon, word and colour, always all three. */
export function Status({ name, qualifier, reason }: StatusProps) {
  const { word, tone, icon: StatusIcon } = STATUSES[name];
  const line = (
    <span className="status" data-tone={tone}>
      <StatusIcon size={15} stroke={1.8} aria-hidden />
      <span className="truncate">
        {word}
        {qualifier !== undefined && <span className="status-qualifier"> {qualifier}</span>}
      </span>
    </span>
  );
  if (reason === undefined) return line;
  return (
    <span className="two-lines">
      {line}
      <span className="meta truncate">{reason}</span>
    </span>
  );
}
