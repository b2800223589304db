import { keepPreviousData } from '@tanstack/react-query';
import { orpc } from '../../api/client.ts';

interface ListRequest {
  readonly query?: string;
  readonly sort: string;
}

const FIRST: string | undefined = undefined;
const PAGE_SIZE = 100;

const paged = {
  initialPageParam: FIRST,
  getNextPageParam: ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor ?? undefined,
  placeholderData: keepPreviousData,
};

/** What was owed, newest first unless asked otherwise, page by page. */
export const notificationList = (request: ListRequest) =>
  orpc.notifications.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...request, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) }),
    ...paged,
  });

export const notificationById = (id: string) => orpc.notifications.get.queryOptions({ input: { id } });

export const recipientList = (id: string) =>
  orpc.notifications.recipients.infiniteOptions({
    input: (cursor: string | undefined) => ({ id, sort: 'email:asc', limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) }),
    ...paged,
  });

export const groupList = (request: ListRequest) =>
  orpc.distributionGroups.list.infiniteOptions({
    input: (cursor: string | undefined) => ({ ...request, limit: PAGE_SIZE, ...(cursor !== undefined && { cursor }) }),
    ...paged,
  });

export const groupById = (id: string) => orpc.distributionGroups.get.queryOptions({ input: { id } });
export const mailSetup = () => orpc.setup.mail.queryOptions();
