import { expect, test } from 'vitest';
import { cgroupFolders, parseCpuMax, parseOpenFiles, readMachineLimits } from './machine-limits.ts';

test.each([
  ['150000 100000\n', 1.5],
  ['max 100000\n', undefined],
  ['-1 100000', undefined],
  ['', undefined],
])('reads the processors of a control group: %j', (text, cores) => {
  expect(parseCpuMax(text)).toBe(cores);
});

test.each([
  ['Limit  Soft  Hard  Units\nMax open files            1024                 4096                 files\n', 1024],
  ['Max open files            unlimited            unlimited            files\n', undefined],
  ['', undefined],
])('reads how many files a process may open: %j', (text, openFiles) => {
  expect(parseOpenFiles(text)).toBe(openFiles);
});

test('a control group is bound by those above it', () => {
  expect(cgroupFolders('0::/system.slice/watchbill.service\n')).toEqual([
    '/sys/fs/cgroup',
    '/sys/fs/cgroup/system.slice',
    '/sys/fs/cgroup/system.slice/watchbill.service',
  ]);
  expect(cgroupFolders('4:cpu,cpuacct:/user\n')).toEqual([]);
});

test('the limits of this very process can be read', async () => {
  const { openFiles } = await readMachineLimits();
  expect(openFiles).toBeGreaterThan(0);
});
