import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderPart } from '../../testing/render-part.tsx';
import { FilterBox } from '../filter/filter-box.tsx';
import { SidePanel } from '../panel/side-panel.tsx';
import { BulkBar } from '../table/bulk-bar.tsx';
import { DataTable } from '../table/data-table.tsx';
import { useSelection } from '../table/use-selection.ts';
import { useListUrlState } from './use-list-url-state.ts';

const ROWS = ['Mail gateways', 'Tokyo branch', 'Core switches'].map((title, index) => ({ id: `id-${index}`, title }));
const FIELDS = [{ name: 'status', hint: 'active or not', values: ['active', 'inactive'] }];

function ListPage() {
  const list = useListUrlState('title:asc');
  const selection = useSelection();
  return (
    <>
      <FilterBox label="Filter schedules" query={list.query} onChange={list.setQuery} fields={FIELDS} />
      <output aria-label="Input">{JSON.stringify(list.input)}</output>
      <DataTable
        label="Schedules"
        columns={[
          { key: 'title', head: 'Title', sort: 'title', cell: ({ title }) => title },
          { key: 'id', head: 'Id', cell: ({ id }) => id },
        ]}
        rows={ROWS}
        rowKey={({ id }) => id}
        rowLabel={({ title }) => title}
        sort={list.sort}
        onSort={list.setSort}
        selection={selection}
        card={({ title, id }) => ({ title, meta: id })}
        openKey={list.open}
        onOpen={({ id }) => list.setOpen(id)}
      />
      <BulkBar count={selection.selected.size} onClear={selection.clear}>
        <button type="button">Delete</button>
      </BulkBar>
      {list.open !== undefined && (
        <SidePanel title="Preview" width={312} onClose={() => list.setOpen(undefined)}>
          {list.open}
        </SidePanel>
      )}
    </>
  );
}

const input = () => screen.getByLabelText('Input').textContent;
const rowOf = (name: RegExp) => screen.getByRole('row', { name });

describe('a list page', () => {
  it('shows exactly the filter that the URL says', async () => {
    renderPart(ListPage, '/?q=status%3Aactive+owner%3A%22Ann+Lee%22&sort=title%3Adesc');
    await screen.findByRole('button', { name: 'Remove status:active' });
    screen.getByRole('button', { name: 'Remove owner:"Ann Lee"' });
    expect(input()).toBe(JSON.stringify({ query: 'status:active owner:"Ann Lee"', sort: 'title:desc' }));
  });

  it('writes filters into the URL, and the back button takes them away', async () => {
    const { history } = renderPart(ListPage);
    const box = await screen.findByRole('textbox', { name: 'Filter schedules' });
    fireEvent.change(box, { target: { value: 'status:inactive' } });
    fireEvent.keyDown(box, { key: 'Enter' });
    await waitFor(() => expect(history.location.search).toBe('?q=status%3Ainactive'));
    fireEvent.keyDown(box, { key: 'Backspace' });
    await waitFor(() => expect(history.location.search).toBe(''));
    history.back();
    await screen.findByRole('button', { name: 'Remove status:inactive' });
  });

  it('comes to the filter by /', async () => {
    renderPart(ListPage);
    const box = await screen.findByRole('textbox', { name: 'Filter schedules' });
    fireEvent.keyDown(document.body, { key: '/' });
    expect(document.activeElement).toBe(box);
  });

  it('sorts by the head of a column and says so', async () => {
    const { history } = renderPart(ListPage);
    fireEvent.click(await screen.findByRole('button', { name: 'Title' }));
    await waitFor(() => expect(history.location.search).toBe('?sort=title%3Adesc'));
    expect(screen.getByRole('columnheader', { name: 'Title' }).getAttribute('aria-sort')).toBe('descending');
    expect(screen.getByRole('columnheader', { name: 'Id' }).hasAttribute('aria-sort')).toBe(false);
  });

  it('opens a row by Enter or click and closes its panel by Escape', async () => {
    const { history } = renderPart(ListPage);
    const row = await screen.findByRole('row', { name: /Mail gateways/ });
    fireEvent.keyDown(row, { key: 'Enter' });
    const panel = await screen.findByRole('complementary', { name: 'Preview' });
    expect(history.location.search).toBe('?open=id-0');
    fireEvent.keyDown(panel, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
    fireEvent.click(rowOf(/Core switches/));
    await waitFor(() => expect(history.location.search).toBe('?open=id-2'));
  });

  it('gives the focus back to the row when its panel is closed from inside, and closes it by Escape on the row', async () => {
    renderPart(ListPage);
    const row = await screen.findByRole('row', { name: /Tokyo/ });
    row.focus();
    fireEvent.keyDown(row, { key: 'Enter' });
    const close = await screen.findByRole('button', { name: 'Close the panel' });
    close.focus();
    fireEvent.click(close);
    await waitFor(() => expect(document.activeElement).toBe(row));
    fireEvent.keyDown(row, { key: 'Enter' });
    await screen.findByRole('complementary');
    fireEvent.keyDown(row, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('complementary')).toBeNull());
  });

  it('checks rows by Space and a range with Shift, and says how many', async () => {
    renderPart(ListPage);
    fireEvent.keyDown(await screen.findByRole('row', { name: /Mail gateways/ }), { key: ' ' });
    fireEvent.focus(rowOf(/Core switches/));
    fireEvent.keyDown(rowOf(/Core switches/), { key: ' ', shiftKey: true });
    expect(screen.getByText('3 selected')).toBeDefined();
    fireEvent.click(screen.getByRole('button', { name: 'Clear' }));
    expect(screen.queryByText(/selected/)).toBeNull();
  });

  it('has one row at a time in the order of the Tab key', async () => {
    renderPart(ListPage);
    await screen.findByRole('row', { name: /Mail gateways/ });
    const stops = () => screen.getAllByRole('row').filter((row) => row.tabIndex === 0 && row.hasAttribute('tabindex'));
    expect(stops()).toHaveLength(1);
    fireEvent.focus(rowOf(/Tokyo/));
    expect(stops()).toEqual([rowOf(/Tokyo/)]);
  });
});

describe('a list page on a phone', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('checks cards one by one and all at once, and says how many', async () => {
    vi.stubGlobal('matchMedia', () => ({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined }));
    renderPart(ListPage);
    const box = (name: string) => screen.findByRole('checkbox', { name });
    fireEvent.click(await box('Select Tokyo branch'));
    fireEvent.click(await box('Select Mail gateways'));
    expect(screen.getByText('2 selected')).toBeDefined();
    expect(await box('Select all Schedules')).toHaveProperty('indeterminate', true);
    fireEvent.click(await box('Select all Schedules'));
    expect(screen.getByText('3 selected')).toBeDefined();
    fireEvent.click(await box('Select all Schedules'));
    expect(screen.queryByText(/selected/)).toBeNull();
  });
});
