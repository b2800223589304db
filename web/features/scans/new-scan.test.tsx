import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { renderApp } from '../../testing/render-app.tsx';

afterEach(() => vi.unstubAllGlobals());

const QUESTION = 'No scannable assets match the select tags and connector details. Do you still want to schedule this scan job?';

const refusal = () =>
  new Response(JSON.stringify({ status: 409, code: 'no-scannable-assets', detail: QUESTION, defined: true, issues: [] }), {
    status: 409,
    headers: { 'content-type': 'application/problem+json' },
  });

it('asks the question of the server when a target reaches nothing, and Continue acknowledges it (seed S14)', async () => {
  const api = renderApp('/scans/new');
  const sent: { readonly acknowledge?: readonly string[] }[] = [];
  vi.stubGlobal('fetch', async (input: Request, init?: RequestInit) => {
    const request = new Request(input, init);
    if (request.method !== 'POST' || !request.url.endsWith('/scans')) return api.handle(request);
    const body = await request.clone().json();
    sent.push(body);
    return body.acknowledge === undefined ? refusal() : api.handle(request);
  });
  fireEvent.change(await screen.findByLabelText('Title'), { target: { value: 'EC2 production' } });
  fireEvent.change(screen.getByLabelText('Addresses, ranges, networks or names'), { target: { value: '10.0.0.1' } });
  fireEvent.click(screen.getByText('Launch scan'));
  await screen.findByText(QUESTION);
  expect(sent.at(-1)).not.toHaveProperty('acknowledge');
  fireEvent.click(screen.getByText('Continue'));
  await waitFor(() => expect(sent).toHaveLength(2));
  expect(sent.at(-1)).toMatchObject({ target: { include: ['10.0.0.1'] }, acknowledge: ['no-scannable-assets'] });
});
