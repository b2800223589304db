// Scans hosts once and prints each result as a line of JSON: tsx scan-once.ts ENGINE PORTS ADDRESS…
import { fileURLToPath } from 'node:url';
import { scanProfile } from '#protocol/slice';
import { openManifest } from '../../signatures/manifest/open-manifest.ts';
import { scanSlice } from '../scan-slice.ts';

const [engine, ports, ...addresses] = process.argv.slice(2);
const profile = scanProfile.parse({ engine, ports, intensity: 'normal', hostTimeoutSeconds: 60 });
const signatures = await openManifest(fileURLToPath(new URL('../../signatures/shipped/signatures.wbsig', import.meta.url)));
const hosts = addresses.map((address) => ({ address }));

await scanSlice(
  { hosts, profile },
  (event) => {
    if (event.kind === 'host') process.stdout.write(`${JSON.stringify(event.result)}\n`);
  },
  new AbortController().signal,
  { clock: Date.now, signatures },
);
