import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { type ReactNode, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeApi } from '../../../testing/fake-api.ts';
import type { FakeState } from '../../../testing/fake-state.ts';
import { renderPart } from '../../../testing/render-part.tsx';
import { NotificationsSection } from './notifications-section.tsx';
import { RecurrenceFields } from './recurrence-fields.tsx';
import { blankValues, type ScheduleFormValues } from './schedule-form-values.ts';
import { SchedulingSection } from './scheduling-section.tsx';
import type { SectionProps } from './section-props.ts';
import { useDraft } from './use-draft.ts';

beforeEach(() => window.localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

const NONE = new Map<string, string>();
const NAMES = {
  zones: NONE,
  profiles: NONE,
  appliances: NONE,
  people: NONE,
  groups: NONE,
  assetGroups: NONE,
  tags: NONE,
  connectors: NONE,
};
const INITIAL = blankValues('Europe/Berlin', true, '2026-04-01');

/** A part of the form alone, with values that it can change: the whole form around it would take seconds to draw. */
function renderSection(Section: (props: SectionProps) => ReactNode, { initial = INITIAL, changes = {} as Partial<FakeState> } = {}) {
  const api = createFakeApi(changes);
  vi.stubGlobal('fetch', (input: Request, init?: RequestInit) => api.handle(new Request(input, init)));
  const queryClient = new QueryClient();
  function Kept() {
    const [values, setValues] = useState(initial);
    const change = (patch: Partial<ScheduleFormValues>) => setValues({ ...values, ...patch });
    return <Section values={values} change={change} errors={{}} was={() => undefined} />;
  }
  renderPart(() => (
    <QueryClientProvider client={queryClient}>
      <Kept />
    </QueryClientProvider>
  ));
}

describe('a part of the form of a schedule', () => {
  it('enables daylight saving only where the clocks change', async () => {
    const initial = { ...INITIAL, timeZone: 'Asia/Tokyo', observeDst: false };
    renderSection((section) => <SchedulingSection {...section} preview={undefined} />, { initial });
    await screen.findByText(/^The clocks of Tokyo do not change/);
    expect(screen.getByLabelText('Auto adjust during daylight saving time')).toHaveProperty('disabled', true);
  });

  it('locks relaunch on finish with its reason where Setup forbids it', async () => {
    const setup = { relaunchOnFinish: false, deactivateAfterErrors: 1, preventOverlap: true, maxConcurrentScans: 4 };
    const changes = { setup: { ...setup, maxLatenessMinutes: 60, holdAfterOutage: 50 } };
    renderSection((section) => <RecurrenceFields {...section} preview={undefined} />, { changes });
    const choice = await screen.findByLabelText(/Relaunch on finish, a Manager primary contact/);
    expect(choice).toHaveProperty('disabled', true);
  });

  it('keeps messages closed until their box is ticked', async () => {
    renderSection((section) => <NotificationsSection {...section} ownerName="Mara" names={NAMES} preview={undefined} />);
    const message = await screen.findByLabelText('Message: launch completed');
    expect(message).toHaveProperty('disabled', true);
    fireEvent.click(screen.getByLabelText('Launch completed'));
    expect(message).toHaveProperty('disabled', false);
  });

  it('keeps unsaved work on this device, and offers none that it cannot read', async () => {
    const key = 'schedule:user-mo:new';
    window.localStorage.setItem(`watchbill-draft:${key}`, '{"keptAtMs":1772735000000,"values":{"title":1}}');
    function Draft({ values, change }: SectionProps) {
      const { offer } = useDraft(key, INITIAL, values, values.title !== '');
      return (
        <>
          <output aria-label="Offer">{offer === undefined ? 'none' : offer.values.title}</output>
          <button type="button" onClick={() => change({ title: 'Half done' })}>
            Type
          </button>
        </>
      );
    }
    renderSection(Draft);
    expect((await screen.findByLabelText('Offer')).textContent).toBe('none');
    fireEvent.click(screen.getByText('Type'));
    await waitFor(() => expect(window.localStorage.getItem(`watchbill-draft:${key}`)).toContain('Half done'));
  });
});
