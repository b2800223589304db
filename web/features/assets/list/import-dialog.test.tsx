import { Blob, File } from 'node:buffer';
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renderApp } from '../../../testing/render-app.tsx';

// Those of jsdom cannot be sent by the fetch of the runtime.
beforeEach(() => {
  vi.stubGlobal('Blob', Blob);
  vi.stubGlobal('File', File);
});
afterEach(() => vi.unstubAllGlobals());

async function paste(csv: string) {
  renderApp('/assets');
  fireEvent.click((await screen.findAllByRole('button', { name: 'Import CSV' }))[0]!);
  const dialog = within(await screen.findByRole('dialog', { name: 'Import assets' }));
  fireEvent.change(dialog.getByLabelText('Lines of CSV'), { target: { value: csv } });
  fireEvent.click(dialog.getByRole('button', { name: 'Check the file' }));
  return dialog;
}

it('shows what a file would add before it is imported, and asks again when the text changes', async () => {
  const dialog = await paste('address,name\n10.1.0.1,\n10.1.0.2,\n');
  expect(await dialog.findByText(/It would add 2 assets and change 0/)).toBeTruthy();
  expect(dialog.getByRole('table', { name: 'What would change' })).toBeTruthy();
  fireEvent.change(dialog.getByLabelText('Lines of CSV'), { target: { value: 'address,name\n10.1.0.3,\n' } });
  fireEvent.click(dialog.getByRole('button', { name: 'Check the file' }));
  fireEvent.click(await dialog.findByRole('button', { name: 'Import assets' }));
  expect(await screen.findByText(/1 asset added, 0 updated/)).toBeTruthy();
});

it('tells every bad line, and keeps what was pasted', async () => {
  const dialog = await paste('address,name\nnobody,\n10.1.0.1,\nno one,\n');
  expect(await dialog.findByText(/Line 2: “nobody” is not an address/)).toBeTruthy();
  expect(dialog.getByText(/Line 4: “no one” is not an address/)).toBeTruthy();
  expect(dialog.getByLabelText<HTMLTextAreaElement>('Lines of CSV').value).toContain('nobody');
});
