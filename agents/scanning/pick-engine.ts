import type { ScanProfile } from '#protocol/slice';
import type { Engine } from './engine.ts';

/** The engine that the option profile asks for; `auto` takes the first one, nmap where it is installed. */
export const pickEngine = (wanted: ScanProfile['engine'], available: readonly Engine[]): Engine => {
  const engine = wanted === 'auto' ? available[0] : available.find(({ name }) => name === wanted);
  if (engine) return engine;
  throw new Error(
    `The option profile asks for the engine ${wanted}, which this appliance does not have. Install it there, or choose the engine auto.`,
  );
};
