import type { ScandCommand } from '../scand-process.ts';

/** What an appliance was installed with: versions, and how to start its scand. */
export interface OwnPackages {
  readonly scand: string;
  readonly scandCommand: ScandCommand;
  readonly appliance: string;
  readonly signatures: string | undefined;
}
