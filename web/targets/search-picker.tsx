import { MultiSelect } from '@mantine/core';
import './targets.css';

export interface Pick {
  readonly id: string;
  readonly name: string;
  /** Beside the name in the list: "12 assets". */
  readonly hint: string;
}

interface SearchPickerProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  /** What the typed word found. */
  readonly found: readonly Pick[];
  /** Everything chosen that is known by name, found or not. */
  readonly known: readonly Pick[];
  readonly chosen: readonly string[];
  readonly search: string;
  readonly onSearch: (text: string) => void;
  readonly onChange: (ids: readonly string[]) => void;
  readonly nothing: string;
  readonly error?: string | undefined;
}

/** Some of many: typed words are looked up by the server, what is chosen stands in the box. */
export function SearchPicker(props: SearchPickerProps) {
  const { id, label, placeholder, found, known, chosen, search, onSearch, onChange, nothing, error } = props;
  const picks = new Map([...found, ...known].map((pick) => [pick.id, pick]));
  const listed = new Set(found.map((pick) => pick.id));
  const data = [...picks.values()].map(({ id: value, name }) => ({ value, label: name }));
  // One that is gone, or that may not be seen, still stands there and can be taken out.
  const unknown = chosen.filter((one) => !picks.has(one)).map((value) => ({ value, label: 'Unknown' }));
  return (
    <MultiSelect
      id={id}
      aria-label={label}
      className="target-wide"
      placeholder={chosen.length === 0 ? placeholder : ''}
      searchable
      clearable={chosen.length > 1}
      hidePickedOptions
      searchValue={search}
      onSearchChange={onSearch}
      data={[...data, ...unknown]}
      // The server has searched; what is chosen is not offered again.
      filter={({ options }) => options.filter((option) => 'value' in option && listed.has(option.value))}
      value={[...chosen]}
      onChange={onChange}
      error={error}
      nothingFoundMessage={nothing}
      maxDropdownHeight={280}
      clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
      renderOption={({ option }) => (
        <span className="target-option">
          <span className="truncate">{option.label}</span>
          <span className="meta">{picks.get(option.value)?.hint}</span>
        </span>
      )}
    />
  );
}
