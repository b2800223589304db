import { Combobox, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { GroupDialog } from '../../../groups/group-dialog.tsx';
import { groupSearch } from '../queries.ts';
import { useMay } from '../use-me.ts';
import { fieldId } from './schedule-form-fields.ts';

interface RecipientsFieldProps {
  readonly ownerName: string;
  readonly groupIds: readonly string[];
  /** Names with the count of addresses: "pci-duty (4)". */
  readonly names: ReadonlyMap<string, string>;
  readonly error: boolean;
  readonly onChange: (groupIds: readonly string[]) => void;
}

const SETTLE_MS = 200;
/** Room for the button at the right of the box. */
const NEW_GROUP_PX = 104;

/** Who is told: the owner always, and distribution groups, chosen or created on the spot (seed S6). */
export function RecipientsField({ ownerName, groupIds, names, error, onChange }: RecipientsFieldProps) {
  const mayCreate = useMay('groups.write');
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const add = (id: string) => {
    if (!groupIds.includes(id)) onChange([...groupIds, id]);
    setSearch('');
  };
  const remove = (id: string) => onChange(groupIds.filter((one) => one !== id));
  const onKeyDown = (event: KeyboardEvent) => {
    const last = groupIds.at(-1);
    if (event.key === 'Backspace' && search === '' && last !== undefined) remove(last);
  };
  return (
    <>
      <Combobox store={combobox} onOptionSubmit={add} position="bottom-start">
        <Combobox.DropdownTarget>
          <PillsInput
            className="recipients"
            error={error}
            onClick={() => combobox.openDropdown()}
            rightSectionWidth={mayCreate ? NEW_GROUP_PX : 0}
            rightSectionPointerEvents="all"
            rightSection={mayCreate && <NewGroup onClick={() => setCreating(true)} />}
          >
            <Pill.Group>
              <Pill className="recipient-owner">
                <IconUser size={13} stroke={1.8} aria-hidden /> Owner: {ownerName}
              </Pill>
              {groupIds.map((id) => (
                <Pill
                  key={id}
                  withRemoveButton
                  onRemove={() => remove(id)}
                  removeButtonProps={{ 'aria-label': `Remove ${names.get(id) ?? 'group'}`, 'aria-hidden': false, tabIndex: 0 }}
                >
                  {names.get(id) ?? 'A group that you cannot see'}
                </Pill>
              ))}
              <Combobox.EventsTarget>
                <PillsInput.Field
                  id={fieldId('groups')}
                  aria-label="Add a distribution group"
                  placeholder="Add a group"
                  value={search}
                  autoComplete="off"
                  onFocus={() => combobox.openDropdown()}
                  onBlur={() => combobox.closeDropdown()}
                  onKeyDown={onKeyDown}
                  onChange={(event) => {
                    setSearch(event.currentTarget.value);
                    combobox.openDropdown();
                    combobox.updateSelectedOptionIndex();
                  }}
                />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown>
          <GroupOptions search={search} chosen={groupIds} />
        </Combobox.Dropdown>
      </Combobox>
      {creating && (
        <GroupDialog
          onClose={() => setCreating(false)}
          onSaved={({ id }) => {
            setCreating(false);
            add(id);
          }}
        />
      )}
    </>
  );
}

/** Within the box: it must not open the list of groups. */
function NewGroup({ onClick }: { readonly onClick: () => void }) {
  const open = (event: MouseEvent) => {
    event.stopPropagation();
    onClick();
  };
  return (
    <button type="button" className="text-button new-group" onClick={open}>
      <IconPlus size={14} stroke={1.9} aria-hidden /> New group
    </button>
  );
}

interface GroupOptionsProps {
  readonly search: string;
  readonly chosen: readonly string[];
}

function GroupOptions({ search, chosen }: GroupOptionsProps) {
  const [settled] = useDebouncedValue(search.trim(), SETTLE_MS);
  const { data, isError } = useQuery(groupSearch(settled));
  const groups = data?.items.filter(({ id }) => !chosen.includes(id)) ?? [];
  return (
    <Combobox.Options aria-label="Distribution groups" mah={260} style={{ overflowY: 'auto' }}>
      {groups.map(({ id, name, emailCount, firstEmails }) => (
        <Combobox.Option value={id} key={id}>
          <span className="zone-option">
            <span className="truncate">
              {name} ({emailCount})
            </span>
            <span className="meta truncate">{firstEmails.join(', ')}</span>
          </span>
        </Combobox.Option>
      ))}
      {groups.length === 0 && (data !== undefined || isError) && (
        <Combobox.Option value="" disabled>
          {isError ? 'The groups could not be read.' : settled === '' ? 'No group to add yet.' : 'No group has this in its name.'}
        </Combobox.Option>
      )}
    </Combobox.Options>
  );
}
