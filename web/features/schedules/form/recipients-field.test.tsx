import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { Suspense, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createFakeApi } from '../../../testing/fake-api.ts';
import { renderPart } from '../../../testing/render-part.tsx';
import { useGroupNames } from '../use-group-names.ts';
import { RecipientsField } from './recipients-field.tsx';

afterEach(() => vi.unstubAllGlobals());

const type = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

function Recipients({ onChange }: { readonly onChange: (groupIds: readonly string[]) => void }) {
  const [groupIds, setGroupIds] = useState<readonly string[]>([]);
  const change = (ids: readonly string[]) => {
    setGroupIds(ids);
    onChange(ids);
  };
  return <RecipientsField ownerName="Mara Okafor" groupIds={groupIds} names={useGroupNames()} error={false} onChange={change} />;
}

/** The field alone: the whole form around it would take seconds to draw. */
function renderField() {
  const api = createFakeApi();
  vi.stubGlobal('fetch', (input: Request, init?: RequestInit) => api.handle(new Request(input, init)));
  const queryClient = new QueryClient();
  const onChange = vi.fn();
  renderPart(() => (
    <QueryClientProvider client={queryClient}>
      <Suspense>
        <Recipients onChange={onChange} />
      </Suspense>
    </QueryClientProvider>
  ));
  return { state: api.state, onChange };
}

describe('the recipients of a schedule', () => {
  it('are the owner, and groups that can be created on the spot; each wrong address is told at its line', async () => {
    const { state, onChange } = renderField();
    fireEvent.click(await screen.findByText('New group'));
    await screen.findByLabelText('Addresses');
    type('Name', 'Night watch');
    type('Addresses', 'ada@corp.example\nnobody; Ada@corp.example');
    fireEvent.click(screen.getByText('Create group'));
    const wrong = await screen.findByLabelText('Addresses to correct');
    expect([...wrong.children].map(({ textContent }) => textContent)).toEqual([
      'Line 2: "nobody" is not an e-mail address: write it as name@example.org',
      'Line 2: Ada@corp.example is on line 1 already: mention it once',
    ]);
    type('Addresses', 'ada@corp.example, Bob <bob@corp.example>');
    fireEvent.click(screen.getByText('Create group'));
    await screen.findByLabelText('Remove Night watch (2)');
    const group = state.groups.at(-1);
    expect(group).toMatchObject({ name: 'Night watch', emails: ['ada@corp.example', 'bob@corp.example'] });
    expect(onChange).toHaveBeenCalledExactlyOnceWith([group?.id]);
    fireEvent.click(screen.getByLabelText('Remove Night watch (2)'));
    await waitFor(() => expect(onChange).toHaveBeenLastCalledWith([]));
  });
});
