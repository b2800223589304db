import { connectEngine } from './connect/connect-engine.ts';
import type { Engine } from './engine.ts';
import { findNmap } from './nmap/find-nmap.ts';

/** The engines that work on this machine, the preferred one first. */
export const availableEngines = async (): Promise<readonly Engine[]> => {
  const nmap = await findNmap();
  return nmap ? [nmap, connectEngine] : [connectEngine];
};

/** For the capacity report of the appliance: which engines it can offer. */
export const detectEngines = async (): Promise<{ name: string; version: string }[]> =>
  (await availableEngines()).map(({ name, version }) => ({ name, version }));
