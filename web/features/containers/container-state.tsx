import type { ReactNode } from 'react';
import type { Container } from '#contract/containers';
import { Status } from '../../ui/status/status.tsx';
import type { StatusName } from '../../ui/status/status-vocabulary.ts';

const STATES: Readonly<Record<Container['state'], StatusName>> = {
  CREATED: 'created',
  RUNNING: 'running',
  PAUSED: 'paused',
  STOPPED: 'stopped',
  DELETED: 'gone',
  UNKNOWN: 'unknown',
};

/** What the container does, in word, icon and colour. */
export const ContainerState = ({ state, reason }: { readonly state: Container['state']; readonly reason?: ReactNode }) => (
  <Status name={STATES[state]} reason={reason} />
);
