import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import { theme } from '../ui/theme/theme.ts';
import type { QqlAnswer, QqlSuggestion } from './qql-answer.ts';
import { QqlBar } from './qql-bar.tsx';

const TOKENS = ['vulnerabilities.severity', 'vulnerabilities.cveIds', 'state'];

/** The bar with a server that knows three tokens, and that anything else is unknown. */
function Bar({ onRun }: { readonly onRun: (query: string) => void }) {
  const [[text, caret], setText] = useState<[string, number]>(['', 0]);
  const word = /[a-z.]*$/i.exec(text.slice(0, caret))?.[0] ?? '';
  const from = caret - word.length;
  const suggestions: QqlSuggestion[] = TOKENS.filter((token) => token.toLowerCase().startsWith(word.toLowerCase())).map((token) => ({
    insert: `${token}:`,
    from,
    to: caret,
    hint: 'number 1 to 5',
  }));
  const unknown = /\bsevrity\b/.exec(text);
  const answer: QqlAnswer =
    unknown === null
      ? { query: text, problems: [], count: { count: 1306, exact: true } }
      : {
          query: text,
          problems: [
            { from: unknown.index, to: unknown.index + 7, message: 'No token is called sevrity.', nearest: 'state', unfinished: false },
          ],
        };
  return (
    <MantineProvider theme={theme} env="test">
      <QqlBar
        label="Search images"
        things="images"
        query=""
        onRun={onRun}
        text={text}
        onText={(next, at) => setText([next, at])}
        answer={answer}
        suggestions={suggestions}
      />
    </MantineProvider>
  );
}

function open() {
  const onRun = vi.fn();
  render(<Bar onRun={onRun} />);
  const field = screen.getByRole<HTMLTextAreaElement>('combobox', { name: 'Search images' });
  const type = (value: string) => {
    fireEvent.change(field, { target: { value } });
    field.setSelectionRange(value.length, value.length);
    fireEvent.select(field);
  };
  const press = (key: string, more: object = {}) => fireEvent.keyDown(field, { key, ...more });
  return { field, type, press, onRun };
}

describe('the bar of queries', () => {
  it('completes at the caret by arrows and Tab, and says so to who does not see it', () => {
    const { field, type, press } = open();
    expect(field.getAttribute('aria-expanded')).toBe('false');
    type('vul');
    expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual([
      'vulnerabilities.severity:number 1 to 5',
      'vulnerabilities.cveIds:number 1 to 5',
    ]);
    press('ArrowDown');
    expect(screen.getByRole('option', { selected: true }).id).toBe(field.getAttribute('aria-activedescendant'));
    press('Tab');
    expect(field.value).toBe('vulnerabilities.cveIds:');
  });

  it('runs on Enter; an option that the arrows chose is completed instead, and Ctrl Enter runs all the same', () => {
    const { field, type, press, onRun } = open();
    type('st');
    press('ArrowDown');
    press('Enter');
    expect([field.value, onRun.mock.calls.length]).toEqual(['state:', 0]);
    type('state:RUNNING  ');
    press('Enter');
    type('s');
    press('ArrowDown');
    press('Enter', { ctrlKey: true });
    expect(onRun.mock.calls).toEqual([['state:RUNNING'], ['s']]);
  });

  it('lets Tab go on once the completion is closed', () => {
    const { type, press } = open();
    type('s');
    press('Escape');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(press('Tab')).toBe(true);
  });

  it('counts before it runs', () => {
    const { type } = open();
    type('state:RUNNING');
    expect(screen.getByText('1,306').parentElement?.textContent).toBe('1,306 images');
  });

  it('says what is wrong, where, and takes the nearest token in its place', () => {
    const { field, type } = open();
    type('not sevrity:5');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toContain(
      'Character 5: No token is called sevrity.',
    );
    expect(document.querySelector('.qql-mirror [data-wrong]')?.textContent).toBe('sevrity');
    fireEvent.click(screen.getByRole('button', { name: 'Take state' }));
    expect(field.value).toBe('not state:5');
  });
});
