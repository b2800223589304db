import { writeFile } from 'node:fs/promises';
import type { Advisory } from '../../signatures/advisory.ts';
import { composeManifest } from '../../signatures/manifest/write-manifest.ts';

const advisory = ({
  fixed,
  ...more
}: Pick<Advisory, 'id' | 'severity' | 'summary'> & Partial<Advisory> & { fixed?: string }): Advisory => ({
  ...{ aliases: [], references: [], versions: [], ...more },
  ranges: [{ events: [{ introduced: '0' }, ...(fixed === undefined ? [] : [{ fixed }])] }],
});

/** Signatures of three Debian packages, made on 22 November 2026. */
export const writeKnown = (path: string): Promise<void> =>
  writeFile(
    path,
    composeManifest({
      version: '2026.11.22-1',
      sources: [{ name: 'test', retrieved: '2026-11-22', advisories: 4 }],
      packages: [
        {
          ecosystem: 'Debian:12',
          name: 'openssl',
          advisories: [
            advisory({
              ...{ id: 'DSA-5764-1', severity: 5, aliases: ['CVE-2024-5535', 'CVE-2024-4741'] },
              ...{ summary: 'openssl: remote code execution', fixed: '3.0.14-1~deb12u2' },
            }),
            advisory({ id: 'DEBIAN-CVE-2023-5678', severity: 2, summary: 'openssl: slow check of a key' }),
          ],
        },
        {
          ...{ ecosystem: 'Debian:12', name: 'curl' },
          advisories: [advisory({ id: 'DEBIAN-CVE-2023-38545', severity: 4, summary: 'curl: heap overflow', fixed: '7.88.1-10+deb12u4' })],
        },
        {
          ...{ ecosystem: 'Debian:12', name: 'zlib' },
          advisories: [advisory({ id: 'DSA-1-1', severity: 3, summary: '<script>alert(1)</script>', fixed: '9:1' })],
        },
      ],
    }),
  );
