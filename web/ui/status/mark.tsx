import { type Icon, IconArrowBarToDown, IconCalendarDown, IconRepeat } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from './status-vocabulary.ts';
import './status.css';

/** A tag in a box. Status is never boxed; marks and tags are. */
export function Chip({ tone = 'idle', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className="chip" data-tone={tone}>
      {children}
    </span>
  );
}

/** `gap`, `fold` and `short-month` are the notes of a launch; the others describe a day or a row. */
export type MarkKind = 'gap' | 'fold' | 'short-month' | '23-hours' | '25-hours' | 'fresh';

const MARKS: Record<MarkKind, { readonly word: string; readonly tone: Tone; readonly icon?: Icon }> = {
  gap: { word: 'Gap', tone: 'warn', icon: IconArrowBarToDown },
  fold: { word: 'Repeated hour', tone: 'warn', icon: IconRepeat },
  'short-month': { word: 'Short month', tone: 'warn', icon: IconCalendarDown },
  '23-hours': { word: '23 hours', tone: 'warn' },
  '25-hours': { word: '25 hours', tone: 'warn' },
  fresh: { word: 'fresh', tone: 'accent' },
};

/** What is special about a launch or a day. */
export function Mark({ kind }: { readonly kind: MarkKind }) {
  const { word, tone, icon: MarkIcon } = MARKS[kind];
  return (
    <Chip tone={tone}>
      {MarkIcon !== undefined && <MarkIcon size={12} stroke={1.9} aria-hidden />}
      {word}
    </Chip>
  );
}

/** The whole vocabulary of marks, for the page that shows it. */
export const MARK_KINDS = Object.keys(MARKS) as readonly MarkKind[];
