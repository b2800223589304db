import { Combobox, useCombobox } from '@mantine/core';
import { IconFilter, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { type FilterTerm, formatTerms, parseTerms } from './filter-terms.ts';
import { useSlashFocus } from './use-slash-focus.ts';
import './filter.css';

/** A name that the list can be filtered by, with its values where they are known. */
export interface FilterField {
  readonly name: string;
  /** What it filters by, in a few words. */
  readonly hint: string;
  readonly values?: readonly string[];
}

interface FilterBoxProps {
  /** Names the box: "Filter schedules". */
  readonly label: string;
  /** Exactly what the URL says. */
  readonly query: string;
  readonly onChange: (query: string) => void;
  readonly fields: readonly FilterField[];
  /** Somebody is about to filter: values that have to be asked for are needed now. */
  readonly onEnter?: (() => void) | undefined;
}

interface Suggestion {
  readonly text: string;
  readonly hint?: string;
  /** Completes a term at once; otherwise only its name. */
  readonly whole: boolean;
}

/** What may follow the typed text: names of fields, or values of the field before the colon. */
export function suggestionsFor(text: string, fields: readonly FilterField[]): Suggestion[] {
  const [name, typed] = text.includes(':') ? [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)] : [undefined, text];
  if (name !== undefined) {
    const values = fields.find((field) => field.name === name.toLowerCase())?.values ?? [];
    const part = typed.replace(/^"/, '').toLowerCase();
    return values
      .filter((value) => value.toLowerCase().includes(part))
      .map((value) => ({ text: formatTerms([{ name: name.toLowerCase(), value }]), whole: true }));
  }
  return fields
    .filter((field) => field.name.startsWith(typed.toLowerCase()))
    .map((field) => ({ text: `${field.name}:`, hint: field.hint, whole: false }));
}

/** Filters as tokens inside one box. */
export function FilterBox({ label, query, onChange, fields, onEnter }: FilterBoxProps) {
  const terms = parseTerms(query);
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  useSlashFocus(() => input.current?.focus());
  const suggestions = suggestionsFor(text, fields);
  const add = (added: string) => {
    onChange(formatTerms([...terms, ...parseTerms(added)]));
    setText('');
    combobox.closeDropdown();
  };
  const choose = (value: string) => {
    if (suggestions.find((suggestion) => suggestion.text === value)?.whole) add(value);
    else setText(value);
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && combobox.getSelectedOptionIndex() < 0 && text.trim() !== '' && !text.trim().endsWith(':')) {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '' && terms.length > 0) onChange(formatTerms(terms.slice(0, -1)));
    else if (event.key === 'Escape') combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} position="bottom-start" width={280}>
      <Combobox.DropdownTarget>
        <div className="filter-box">
          <IconFilter size={16} stroke={1.7} aria-hidden />
          <Tokens terms={terms} onChange={(rest) => onChange(formatTerms(rest))} />
          <Combobox.EventsTarget>
            <input
              ref={input}
              className="filter-input"
              aria-label={label}
              placeholder="Add a filter"
              value={text}
              spellCheck={false}
              autoComplete="off"
              onChange={(event) => {
                setText(event.target.value);
                combobox.openDropdown();
                combobox.resetSelectedOption();
              }}
              onFocus={() => {
                onEnter?.();
                combobox.openDropdown();
              }}
              onBlur={() => combobox.closeDropdown()}
              onKeyDown={onKeyDown}
            />
          </Combobox.EventsTarget>
          <kbd className="key" aria-hidden>
            /
          </kbd>
        </div>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown hidden={suggestions.length === 0}>
        <Combobox.Options aria-label="Filters">
          {suggestions.map((suggestion) => (
            <Combobox.Option value={suggestion.text} key={suggestion.text}>
              <span className="filter-suggestion">
                {suggestion.text}
                {suggestion.hint !== undefined && <span className="meta">{suggestion.hint}</span>}
              </span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface TokensProps {
  readonly terms: readonly FilterTerm[];
  readonly onChange: (terms: readonly FilterTerm[]) => void;
}

function Tokens({ terms, onChange }: TokensProps) {
  return terms.map((term, index) => (
    <span className="filter-token" key={formatTerms([term])}>
      <span className="truncate">
        {term.name !== undefined && <span className="filter-name">{term.name}: </span>}
        <b>{term.value}</b>
      </span>
      <button type="button" aria-label={`Remove ${formatTerms([term])}`} onClick={() => onChange(terms.toSpliced(index, 1))}>
        <IconX size={12} stroke={1.9} aria-hidden />
      </button>
    </span>
  ));
}
