import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Manifest, openManifest } from '../../signatures/manifest/open-manifest.ts';

/** The manifest of these bytes, open; its file is gone from the folder already. */
export const openContent = async (bytes: Buffer): Promise<Manifest> => {
  const folder = await mkdtemp(join(tmpdir(), 'watchbill-manifest-'));
  try {
    await writeFile(join(folder, 'signatures.wbsig'), bytes);
    return await openManifest(join(folder, 'signatures.wbsig'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
