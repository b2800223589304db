import { fireEvent, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderPart } from '../../testing/render-part.tsx';
import { shownColumns } from './chosen-columns.ts';
import { ListActions } from './list-actions.tsx';
import type { NamedView } from './list-view.ts';
import { useListUrlState } from './use-list-url-state.ts';

const COLUMNS = [
  { key: 'title', head: 'Title', cell: () => null },
  { key: 'next', head: 'Next', cell: () => null },
  { key: 'zone', head: 'Zone', hidden: true, cell: () => null },
  { key: 'actions', head: 'Actions', fixed: true, cell: () => null },
];

function Part() {
  const list = useListUrlState('title:asc');
  const [items, setItems] = useState<readonly NamedView[]>([
    { id: 'a', name: 'Missed', query: 'verdict:missed', sort: 'next:desc', columns: ['next', 'zone'] },
  ]);
  const views = {
    items,
    save: async (view: Omit<NamedView, 'id'>) => setItems([...items, { ...view, id: 'b' }]),
    remove: ({ id }: NamedView) => setItems(items.filter((one) => one.id !== id)),
  };
  return (
    <>
      <ListActions name="things" list={list} columns={COLUMNS} views={views} />
      <output aria-label="Shown">
        {shownColumns(COLUMNS, list.columns)
          .map(({ key }) => key)
          .join()}
      </output>
    </>
  );
}

const shown = () => screen.getByLabelText('Shown').textContent;
const csv = () => new URLSearchParams(screen.getByLabelText('Save this list as CSV').getAttribute('href')?.split('?')[1]).get('columns');

describe('the columns of a list', () => {
  it('are the list’s own until others are chosen; CSV saves exactly the shown ones', async () => {
    const { history } = renderPart(Part);
    fireEvent.click(await screen.findByLabelText('Columns'));
    expect([shown(), csv()]).toEqual(['title,next,actions', 'title,next']);
    fireEvent.click(await screen.findByText('Zone'));
    await waitFor(() => expect(history.location.search).toBe('?columns=title%2Cnext%2Czone'));
    await waitFor(() => expect([shown(), csv()]).toEqual(['title,next,zone,actions', 'title,next,zone']));
  });

  it('stand in the order of the URL; unknown ones are passed over', async () => {
    renderPart(Part, '/?columns=zone,nonsense,title');
    await screen.findByLabelText('Shown');
    expect([shown(), csv()]).toEqual(['zone,title,actions', 'zone,title']);
  });
});

describe('a saved view', () => {
  it('brings back filter, order and columns', async () => {
    const { history } = renderPart(Part);
    fireEvent.click(await screen.findByLabelText('Saved views'));
    fireEvent.click(await screen.findByText('Missed'));
    await waitFor(() => expect(history.location.search).toBe('?q=verdict%3Amissed&sort=next%3Adesc&columns=next%2Czone'));
    await screen.findByLabelText('Saved views: Missed');
  });
});
