import { orpc } from '../../api/client.ts';

export const rolloutList = () => orpc.rollouts.list.queryOptions();
export const rolloutById = (id: string) => orpc.rollouts.get.queryOptions({ input: { id } });
export const packageList = () => orpc.packages.list.queryOptions();
export const repositoryState = () => orpc.packages.repository.queryOptions();
