import { expect, test } from 'vitest';
import { changelogRecords } from './changelog-records.ts';
import { parseChangelog } from './parse-changelog.ts';

const RELEASE = { codename: 'bookworm', number: '12' };

const upload = (version: string, distribution: string, lines: readonly string[]): string =>
  [
    `hello (${version}) ${distribution}; urgency=medium`,
    '',
    ...lines,
    '',
    ' -- A Person <a@example.test>  Tue, 05 May 2026 11:26:56 +0100',
    '',
  ].join('\n');

const fixes = (...uploads: string[]) =>
  changelogRecords(parseChangelog(uploads.join('\n')), RELEASE).map(({ id, affected }) => {
    const event = affected?.[0]?.ranges?.[0]?.events[1];
    return `${id} ${event?.fixed}`;
  });

test('each CVE is fixed by the first upload to the release that names it', () => {
  expect(
    fixes(
      upload('1.0-1+deb12u2', 'bookworm-security', ['  * Fix another place of CVE-2026-1001.', '  * CVE-2026-1002: a', '    long story.']),
      upload('1.0-1+deb12u1', 'bookworm', [
        '  [ A Person ]',
        '  * Security update:',
        '    - CVE-2026-1001',
        '    - CVE-2026-1003, CVE-2026-123456',
      ]),
    ),
  ).toEqual(['CVE-2026-1001 1.0-1+deb12u1', 'CVE-2026-1003 1.0-1+deb12u1', 'CVE-2026-123456 1.0-1+deb12u1', 'CVE-2026-1002 1.0-1+deb12u2']);
});

test('uploads to other releases do not count', () => {
  expect(
    fixes(upload('1.0-1', 'unstable', ['  * CVE-2026-1001']), upload('1.0-1~deb11u1', 'bullseye-security', ['  * CVE-2026-1002'])),
  ).toEqual([]);
});

test('what is said to be incomplete is fixed by the later upload', () => {
  expect(
    fixes(
      upload('1.0-1+deb12u2', 'bookworm-security', ['  * The fix was incomplete. This really fixes CVE-2026-1001.']),
      upload('1.0-1+deb12u1', 'bookworm-security', ['  * CVE-2026-1001']),
    ),
  ).toEqual(['CVE-2026-1001 1.0-1+deb12u2']);
});

test('a CVE that is only spoken of is not fixed', () => {
  expect(
    fixes(
      upload('1.0-1+deb12u1', 'bookworm', [
        '  * CVE-2026-1001 does not affect this version',
        '  * Fix a regression of the fix for CVE-2026-1002',
        '  * Revert the fix for CVE-2026-1003',
        '  * CVE-2026-1004: some configurations are not affected. Others are.',
      ]),
    ),
  ).toEqual(['CVE-2026-1004 1.0-1+deb12u1']);
});

test('a security upload that names no CVE is an advisory of its own; an update of data is none', () => {
  expect(
    fixes(
      upload('1.0-1+deb12u3', 'bookworm-security', ['  * Update to 2026c: new rules for somewhere.']),
      upload('1.0-1+deb12u2', 'bookworm', ['  * Fix a security issue.']),
      upload('1.0-1+deb12u1', 'bookworm-security', ['  * Add upstream commits to fix security issues.']),
    ),
  ).toEqual(['hello-1.0-1+deb12u1 1.0-1+deb12u1']);
});

test('text that is no changelog gives nothing', () => {
  expect(parseChangelog('Version 1.0\n  * CVE-2026-1001\n\u0000')).toEqual([]);
});
