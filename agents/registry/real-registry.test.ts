import { expect, test } from 'vitest';
import { debianLayer } from '../inventory/testing/image-of.ts';
import { pullImage } from './pull-image.ts';
import { parseReference } from './reference.ts';
import { partsOf } from './testing/image-parts.ts';
import { startRealRegistry, whyNoRegistry } from './testing/real-registry.ts';

const why = whyNoRegistry();
if (why !== undefined) console.warn(`SKIPPED: pulling from a real registry: ${why}.`);

test.skipIf(why !== undefined)("an image comes from Debian's registry by tag and by digest; what is not there is told", async () => {
  const registry = await startRealRegistry();
  const image = partsOf([debianLayer('curl 7.88.1-10')]);
  const pull = (name: string) => {
    const parsed = parseReference(`${registry.host}/${name}`);
    if (!parsed.ok) throw new Error(parsed.message);
    return pullImage(parsed.value, {
      ...{ isPlain: true, platform: { os: 'linux', architecture: 'amd64' }, random: () => 0, signal: undefined },
      ...{ findCredentials: async () => undefined, wait: async () => undefined },
    });
  };
  try {
    await registry.push('team/app', '1', image);
    for (const name of ['team/app:1', `team/app@${image.digest}`])
      expect(await pull(name)).toMatchObject({
        ok: true,
        repoDigest: `${registry.host}/team/app@${image.digest}`,
        value: { manifestDigest: image.digest, packages: [{ name: 'curl', version: '7.88.1-10' }] },
      });
    expect(await pull('team/app:2')).toMatchObject({ ok: false, error: { reason: 'image-not-found' } });
    expect(await pull('team/other:1')).toMatchObject({ ok: false, error: { reason: 'image-not-found' } });
  } finally {
    await registry.close();
  }
});
