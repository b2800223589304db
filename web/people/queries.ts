import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../api/client.ts';
import { formatTerms } from '../ui/filter/filter-terms.ts';

const FIRST = 50;
const OWNERS = { name: 'role', value: 'manager,unit-manager,scanner' };

/** Who may own schedules (readers may not), with this in their name or address; as far as the person sees them. */
export const ownerSearch = (text: string) =>
  orpc.users.list.queryOptions({
    input: { query: formatTerms(text === '' ? [OWNERS] : [OWNERS, { value: text }]), sort: 'name:asc', limit: FIRST },
    placeholderData: keepPreviousData,
  });

export const personById = (id: string) => orpc.users.get.queryOptions({ input: { id } });
