import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerSensor } from '../../../testing/sensor-speaker.ts';
import { createTestApp, type TestApp, type TestPerson } from '../../../testing/test-app.ts';
import { sensorAgentRoutes } from '../intake/agent-routes.ts';

const POISON = '=cmd|"<script>alert(1)</script>';
const [MATCHED, UNMATCHED] = [`sha256:${'a1'.repeat(32)}`, `sha256:${'b2'.repeat(32)}`];

let app: TestApp;
let manager: TestPerson;
beforeAll(async () => {
  app = await createTestApp({ agentRoutes: ({ containers }) => [sensorAgentRoutes(containers.agents)] });
  manager = await app.signIn('manager');
  const { personalizationCode } = await manager.client.sensors.create({ name: 'edge', kind: 'general' });
  const sensor = await registerSensor({ url: app.url, now: app.clock.now }, personalizationCode);
  const finding = {
    advisoryId: 'A-1',
    cves: ['CVE-2024-0727'],
    severity: 5,
    title: POISON,
    package: POISON,
    installedVersion: '1',
  } as const;
  const scan = { kind: 'image-scanned' as const, trigger: 'pull' as const, packages: [] };
  await sensor.report(
    { kind: 'image-seen', imageId: MATCHED, repoTags: [`=evil/${POISON}:1`], repoDigests: [] },
    { ...scan, imageId: MATCHED, manifest: '2026.03.05-2', findings: [{ ...finding, cves: [...finding.cves] }] },
    { ...scan, imageId: UNMATCHED, findings: [] },
    ...[MATCHED, UNMATCHED].map((imageId) => ({
      ...{
        kind: 'container-seen' as const,
        containerId: randomBytes(32).toString('hex'),
        imageId,
        name: POISON,
        state: 'RUNNING' as const,
        created: 1,
      },
    })),
  );
});
afterAll(() => app.close());

const read = async (path: string) => (await manager.fetch(`/api/v1${path}`)).text();
const idOf = async (sha: string) => (await manager.client.images.list({})).items.find((one) => one.sha === sha)!.id;

test('the report of an image names findings, hosts and why it was scanned, and nothing in it runs', async () => {
  const answer = await manager.fetch(`/api/v1/images/${await idOf(MATCHED)}/report`);
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toContain('text/html');
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(text).toContain('1 known vulnerability, 0 with a fixed version');
  expect(text).toContain('CVE-2024-0727');
  expect(text).toContain('scanned, 1 finding<');
  expect(text).not.toContain('<script');
});

test('an image that was not looked up in a manifest is not told as without vulnerabilities', async () => {
  const text = await read(`/images/${await idOf(UNMATCHED)}/report`);
  expect(text).toContain('there was no manifest to look them up in');
  expect(text).not.toContain('with a fixed version');
});

test.each(['images', 'containers'])('the %s as CSV: no formula, and no 0 for what is not known', async (list) => {
  const text = await read(`/${list}/export?columns=vulnerabilities,${list === 'images' ? 'repo' : 'name'}`);
  const lines = text.trim().split('\r\n');
  expect(lines[0]).toMatch(/^severity_5,severity_4,severity_3,severity_2,severity_1,fixable,/);
  expect(lines.slice(1).some((line) => line.startsWith(',,,,,,'))).toBe(true);
  expect(lines.slice(1).every((line) => !/(^|,)"?[=+@]/.test(line))).toBe(true);
});
