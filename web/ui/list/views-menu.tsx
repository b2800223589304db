import { ActionIcon, Button, Popover, TextInput } from '@mantine/core';
import { IconBookmark, IconCheck, IconChevronDown, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { type KeptViews, type ListView, type NamedView, standsAs } from './list-view.ts';
import './list-actions.css';

interface ViewsMenuProps {
  readonly views: KeptViews;
  /** How the list stands now. */
  readonly now: ListView;
  readonly defaultSort: string;
  readonly onRestore: (view: ListView) => void;
}

/** Views that the person has saved: brings one back, removes one, saves the list as it stands under a name. */
export function ViewsMenu({ views, now, defaultSort, onRestore }: ViewsMenuProps) {
  const [opened, setOpened] = useState(false);
  const current = views.items.find((view) => standsAs(view, now, defaultSort));
  const restore = (view: ListView) => {
    setOpened(false);
    onRestore(view);
  };
  return (
    <Popover opened={opened} onChange={setOpened} width={290} position="bottom-end" returnFocus withinPortal={false}>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconBookmark size={16} stroke={1.7} />}
          rightSection={<IconChevronDown size={14} stroke={1.8} />}
          aria-label={current === undefined ? 'Saved views' : `Saved views: ${current.name}`}
          onClick={() => setOpened(!opened)}
        >
          <span className="views-current truncate">{current?.name ?? 'Views'}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Saved views" className="views">
        <ViewList views={views} current={current} onRestore={restore} />
        <SaveView views={views} now={now} onSaved={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

interface ViewListProps {
  readonly views: KeptViews;
  readonly current: NamedView | undefined;
  readonly onRestore: (view: ListView) => void;
}

function ViewList({ views, current, onRestore }: ViewListProps) {
  if (views.items.length === 0)
    return <p className="meta views-none">A saved view keeps filter, order and columns under a name. Only you see it.</p>;
  return (
    <ul className="views-list">
      {views.items.map((view) => (
        <li key={view.id}>
          <button type="button" className="views-item" aria-current={view === current || undefined} onClick={() => onRestore(view)}>
            <IconCheck size={16} stroke={1.9} className="column-check" data-shown={view === current || undefined} aria-hidden />
            <span className="truncate">{view.name}</span>
          </button>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={`Remove the view ${view.name}`}
            onClick={() => views.remove(view)}
          >
            <IconX size={14} stroke={1.8} />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

interface SaveViewProps {
  readonly views: KeptViews;
  readonly now: ListView;
  readonly onSaved: () => void;
}

function SaveView({ views, now, onSaved }: SaveViewProps) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const wanted = name.trim();
  const replaces = views.items.some((view) => view.name === wanted);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '') return setProblem('Give it a name');
    views
      .save({ ...now, name: wanted })
      .then(onSaved, (error: unknown) => setProblem(error instanceof Error ? error.message : 'Not saved.'));
  };
  return (
    <form className="views-save" onSubmit={save} noValidate>
      <TextInput
        label="Save this view as"
        value={name}
        maxLength={80}
        error={problem}
        onChange={(event) => {
          setProblem(undefined);
          setName(event.currentTarget.value);
        }}
      />
      <Button type="submit" variant="default">
        {replaces ? 'Replace' : 'Save'}
      </Button>
    </form>
  );
}
