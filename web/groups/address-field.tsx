import { Textarea } from '@mantine/core';
import { useRef } from 'react';
import { formatNumber } from '../ui/time/format-duration.ts';
import { lineRange } from './address-lines.ts';
import type { WrongAddress } from './use-group-form.ts';

interface AddressFieldProps {
  readonly text: string;
  readonly count: number;
  readonly wrong: readonly WrongAddress[];
  readonly error: string | undefined;
  readonly onChange: (text: string) => void;
  readonly onTidy: () => void;
}

/** More than this nobody reads: corrected, the rest comes with the next attempt. */
const LISTED = 100;
const ROWS = 9;
const LINE_PX = 20;

/** Addresses as they were pasted, and each that is wrong with its line, to go to. */
export function AddressField({ text, count, wrong, error, onChange, onTidy }: AddressFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const goTo = (line: number) => {
    const area = field.current;
    if (area === null) return;
    area.focus();
    area.setSelectionRange(...lineRange(text, line));
    area.scrollTop = Math.max(0, (line - 3) * LINE_PX);
  };
  const more = wrong.length - LISTED;
  return (
    <>
      <Textarea
        ref={field}
        label="Addresses"
        description="One a line, or pasted with commas, semicolons or blanks between."
        className="mono-input"
        rows={ROWS}
        wrap="off"
        value={text}
        spellCheck={false}
        error={error ?? wrong.length > 0}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <div className="address-count">
        <output className="meta tabular">
          {formatNumber(count)} {count === 1 ? 'address' : 'addresses'}
        </output>
        {wrong.some(({ repeated }) => repeated) && (
          <button type="button" className="text-button" onClick={onTidy}>
            Leave out the repeated ones
          </button>
        )}
      </div>
      {wrong.length > 0 && (
        <ul className="wrong-addresses" aria-label="Addresses to correct" role="alert">
          {wrong.slice(0, LISTED).map(({ line, message }) => (
            <li key={`${line} ${message}`}>
              <button type="button" className="note-action" onClick={() => goTo(line)}>
                Line {formatNumber(line)}
              </button>
              : {message}
            </li>
          ))}
          {more > 0 && <li>And {formatNumber(more)} more.</li>}
        </ul>
      )}
    </>
  );
}
