import { z } from 'zod';
import { base } from './base.ts';

/** A program for another machine, as this server hands it out. */
export const download = z.object({
  name: z.enum(['appliance', 'sensor', 'scan', 'simulator']),
  version: z.string(),
  file: z.string(),
  /** Below the address of the server; needs no session. */
  path: z.string(),
  /** Of the file, in hexadecimal digits. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int(),
  /** Where the script is that installs it as a service; absent: it is run as it is. */
  installPath: z.string().optional(),
});
export type Download = z.infer<typeof download>;

export const downloads = {
  list: base
    .meta({ permission: 'appliances.read' })
    .route({ method: 'GET', path: '/downloads', summary: 'List the programs for other machines', tags: ['Downloads'] })
    .output(z.object({ items: z.array(download) })),
};
