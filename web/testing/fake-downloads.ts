import { implement } from '@orpc/server';
import { contract } from '#contract/index';
import type { FakeState } from './fake-state.ts';

const os = implement(contract);

export const fakeDownloads = (state: FakeState) =>
  os.downloads.router({ list: os.downloads.list.handler(() => ({ items: [...state.downloads] })) });
