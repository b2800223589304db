import { Note } from '../../../ui/note/note.tsx';
import { TimeText } from '../../../ui/time/time-text.tsx';
import { useNow } from '../../../ui/time/use-now.ts';

interface CodeOpenProps {
  readonly expiresAt: string;
  /** Absent for who may only look. */
  readonly onNewCode: (() => void) | undefined;
}

/** A code that no machine has used yet: whether it is still good. */
export function CodeOpen({ expiresAt, onNewCode }: CodeOpenProps) {
  const over = Date.parse(expiresAt) <= useNow(1000);
  return (
    <div className="list-note">
      <Note tone={over ? 'warn' : 'plain'} action={onNewCode && { label: 'New code', onClick: onNewCode }}>
        {over ? 'Its personalization code expired' : 'Its personalization code waits for a machine and is good until'}{' '}
        <TimeText at={expiresAt} />.
      </Note>
    </div>
  );
}
