import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { PackageName } from '../../protocol/packages.ts';
import type { Wait } from '../../runtime/clock.ts';
import { openManifest } from '../../signatures/manifest/open-manifest.ts';
import { selfTestScand } from './self-test.ts';

export interface CheckedPackage {
  /** The file by which it is used. */
  readonly entry: string;
  readonly wait: Wait;
}

const START_MS = 30_000;

/** It starts, and is what it is called. Whether it can poll shows only when it runs: then it is on trial. */
const checkAppliance = async (entry: string, version: string): Promise<void> => {
  const { stdout } = await promisify(execFile)(process.execPath, [entry, '--version'], { timeout: START_MS }).catch((error: Error) => {
    throw new Error(`it does not start: ${error.message.split('\n')[0]}`);
  });
  if (stdout.trim() !== version) throw new Error(`it says that it is version ${stdout.trim().slice(0, 64)}`);
};

const checkSignatures = async (entry: string, version: string): Promise<void> => {
  const manifest = await openManifest(entry);
  await manifest.close();
  if (manifest.header.version !== version) throw new Error(`it says that it is version ${manifest.header.version.slice(0, 64)}`);
};

/** Makes sure that a version works before it is used. Throws with what is wrong with it. */
export const checkPackage = async ({ entry, wait }: CheckedPackage, name: PackageName, version: string): Promise<void> => {
  if (name === 'scand') return selfTestScand({ program: process.execPath, words: [entry] }, version, wait);
  if (name === 'appliance') return checkAppliance(entry, version);
  return checkSignatures(entry, version);
};
