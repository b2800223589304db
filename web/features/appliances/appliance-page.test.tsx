import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { fakeState } from '../../testing/fake-state.ts';
import { renderApp } from '../../testing/render-app.tsx';
import { sceneId } from '../../testing/scene/identity.ts';

const LAX = sceneId(3, 0);
const tabs = async () => within(await screen.findByLabelText('Parts of the appliance'));
const { me } = fakeState();
const reader = { ...me, permissions: me.permissions.filter((one) => one !== 'appliances.write') };

// The part of the console that the route would load while the first test waits for the page.
beforeAll(() => import('../../routes/appliance.tsx'));

describe('the page of an appliance', () => {
  it('tells in its audit who changed what', async () => {
    renderApp(`/appliances/${LAX}?tab=audit`);
    const [sent, changed] = within(await screen.findByLabelText('Audit')).getAllByRole('listitem');
    expect(sent?.textContent).toMatch(/^Command sentMara Okafor.*Kind.*reboot/);
    expect(changed?.textContent).toMatch(/Location.*Los Angeles, rack B3 Los Angeles, rack B4.*Prompt delivery.*off on/);
  });

  it('shows neither audit nor actions to who may only look', async () => {
    renderApp(`/appliances/${LAX}?tab=audit`, { me: reader });
    await screen.findByText('Running slices');
    expect((await tabs()).queryByText('Audit')).toBeNull();
    expect(screen.queryByLabelText('Actions for lax-scan-01')).toBeNull();
  });

  it('says so where the audit, or the appliance itself, cannot be read', async () => {
    const { state } = renderApp(`/appliances/${LAX}?tab=audit`, { failing: [`/appliances/${LAX}/audit`] });
    await screen.findByText('The audit could not be read.');
    state.failing = [];
    fireEvent.click(screen.getByText('Try again'));
    await screen.findByLabelText('Audit');
  });

  it('says that there is no such appliance', async () => {
    renderApp(`/appliances/${sceneId(3, 77)}`);
    await screen.findByText('There is no such appliance.');
  });

  it('has an address of its own, tab by tab, and is reached from the panel', async () => {
    renderApp(`/appliances?open=${LAX}&tab=jobs`);
    fireEvent.click(await screen.findByLabelText('Page of lax-scan-01'));
    await screen.findByText('lax-scan-01', { selector: 'h1' });
    await screen.findByLabelText('Scan jobs');
    expect(`${window.location.pathname}${window.location.search}`).toBe(`/appliances/${LAX}?tab=jobs`);
    fireEvent.click((await tabs()).getByText('Overview'));
    await screen.findByText('Running slices');
    expect(window.location.search).toBe('');
  });
});

describe('the list of VLANs', () => {
  const field = (label: string) => screen.getByLabelText(label, { selector: 'input' });
  const type = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });
  const open = async () => {
    const { state } = renderApp(`/appliances/${LAX}?tab=commands`);
    fireEvent.click(await screen.findByText('VLANs', { selector: 'button *' }));
    fireEvent.click(await screen.findByText('Add VLAN'));
    return state;
  };

  it('calls nothing a mistake that is not typed yet, until the row is left', async () => {
    await open();
    type('VLAN id of VLAN entry 3', '230');
    await screen.findByText('Not complete yet.');
    expect(screen.queryByText(/Give the address/)).toBeNull();
    expect(screen.queryByText('What changes')).toBeNull();
    fireEvent.blur(field('VLAN id of VLAN entry 3'), { relatedTarget: field('VLAN id of VLAN entry 1') });
    await screen.findByText(/Give the address/);
    await screen.findByText('1 entry to correct');
    type('Address of VLAN entry 3', '10.23.0.5/24');
    await screen.findByText('What changes');
    await screen.findByText(/10\.23\.0\.5\/24/, { selector: 'li span' });
  });

  it('says at once what is typed wrong, and why it cannot be judged now', async () => {
    const state = await open();
    type('VLAN id of VLAN entry 3', '4095');
    await screen.findByText(/A VLAN id is a whole number from 1 to 4094/);
    state.failing = ['/commands/preview'];
    type('VLAN id of VLAN entry 3', '231');
    await screen.findByText('What it would do could not be told.');
    expect(screen.getByText('Send to lax-scan-01').closest('button')?.disabled).toBe(true);
  });
});

describe('an order to an appliance', () => {
  it('says what it will do, and asks again where that could not be told', async () => {
    const { state } = renderApp(`/appliances/${LAX}?tab=commands`, { failing: ['/commands/preview'] });
    fireEvent.click(await screen.findByText('Reboot', { selector: 'button *' }));
    await screen.findByText('Reboot the appliance?');
    await screen.findByText('What it would do could not be told.');
    state.failing = [];
    fireEvent.click(screen.getByText('Try again'));
    await screen.findByText('Reboot lax-scan-01?');
    fireEvent.click(await screen.findByText('Reboot lax-scan-01'));
    await screen.findByText('Reboot sent to lax-scan-01');
    await waitFor(() => expect(screen.queryByText('Reboot lax-scan-01?')).toBeNull());
  });
});

describe('a new appliance', () => {
  const dialog = async () => {
    const { state } = renderApp('/appliances');
    fireEvent.click(await screen.findByText('Register appliance'));
    return state;
  };

  it('joins the pools that are chosen, after it was said what that means', async () => {
    const state = await dialog();
    fireEvent.change(await screen.findByLabelText('Name'), { target: { value: 'fra-scan-09' } });
    fireEvent.click(await screen.findByLabelText('Pools', { selector: 'input' }));
    fireEvent.click(await screen.findByText('Payment systems (any appliance)'));
    await screen.findByText('From now on it alone scans the hosts of Payment systems.');
    fireEvent.click(screen.getByText('Create and show the code'));
    await screen.findByText('Bind fra-scan-09');
    expect(state.assetGroups.map(({ name, applianceIds }) => [name, applianceIds.length])).toEqual([
      ['Branch offices', 0],
      ['Payment systems', 1],
    ]);
  });

  it('is not made without a name, or with an interval that is none', async () => {
    await dialog();
    fireEvent.change(await screen.findByLabelText('Poll interval in seconds'), { target: { value: '59' } });
    fireEvent.click(screen.getByText('Create and show the code'));
    await screen.findByText('Give it a name.');
    await screen.findByText('Choose 60 to 3,600 seconds.');
  });
});
