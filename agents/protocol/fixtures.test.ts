import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { COMMAND_KINDS, commandClaims } from './command.ts';
import { logBatch, logResponse } from './log.ts';
import { pollRequest, pollResponse } from './poll.ts';
import { platformConfiguration, registrationRequest, registrationResponse } from './registration.ts';
import { reportBatch, reportResponse } from './report.ts';
import { sensorCheckInRequest, sensorCheckInResponse } from './sensor-check-in.ts';
import { sensorRegistrationRequest, sensorRegistrationResponse } from './sensor-registration.ts';
import { sensorReport, sensorReportBatch, sensorReportResponse } from './sensor-report.ts';
import { agentProblem, tokenClaims } from './token.ts';

// The golden messages of version 1. They stay as they are: an appliance in the field speaks them.
const FOLDER = new URL('./fixtures/', import.meta.url);
const SCHEMAS: Record<string, z.ZodType> = {
  'configuration.json': platformConfiguration,
  'registration-request.json': registrationRequest,
  'registration-response.json': registrationResponse,
  'poll-request.json': pollRequest,
  'poll-response.json': pollResponse,
  // Since commands.
  'poll-request-commands.json': pollRequest,
  'poll-response-commands.json': pollResponse,
  'command-routes.json': commandClaims,
  'command-vlans.json': commandClaims,
  'command-reboot.json': commandClaims,
  'report-batch.json': reportBatch,
  'report-response.json': reportResponse,
  // Since signatures and updates.
  'configuration-distribution.json': platformConfiguration,
  'poll-request-updates.json': pollRequest,
  'poll-response-updates.json': pollResponse,
  'command-update.json': commandClaims,
  'report-batch-signatures.json': reportBatch,
  // Since the operational log.
  'log-batch.json': logBatch,
  'log-response.json': logResponse,
  // Since sensors.
  'sensor-registration-request.json': sensorRegistrationRequest,
  'sensor-registration-response.json': sensorRegistrationResponse,
  'sensor-check-in-request.json': sensorCheckInRequest,
  'sensor-check-in-response.json': sensorCheckInResponse,
  'sensor-report-batch.json': sensorReportBatch,
  'sensor-report-response.json': sensorReportResponse,
  'problem.json': agentProblem,
  'token-claims.json': tokenClaims,
};
const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'));

const withUnknown = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withUnknown);
  if (typeof value !== 'object' || value === null) return value;
  return { ...Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withUnknown(each)])), addedLater: { deep: [1] } };
};

test('every golden message has its schema', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(SCHEMAS).sort());
});

test.each(Object.keys(SCHEMAS))('%s is understood, and written again unchanged', (name) => {
  expect(SCHEMAS[name]?.parse(read(name))).toEqual(read(name));
});

test.each(Object.keys(SCHEMAS))('%s with fields of a later version is understood, and they are ignored', (name) => {
  expect(SCHEMAS[name]?.parse(withUnknown(read(name)))).toEqual(read(name));
});

// What a program of before does not say, and what it does not read.
test.each([
  ['poll-request', 'poll-request-updates', ['wanted', 'updates']],
  ['poll-request', 'poll-request-commands', ['commands', 'network']],
  ['poll-response', 'poll-response-updates', ['wanted']],
  ['poll-response', 'poll-response-commands', ['commands', 'noted']],
  ['configuration', 'configuration-distribution', ['distributionRoot']],
])('%s of before and %s understand each other: the newer fields may all be absent', (before, newer, added) => {
  const message = Object.entries(read(`${newer}.json`) as object);
  const asOfBefore = Object.fromEntries(message.filter(([name]) => !added.includes(name)));
  const known = new Set(added);
  expect(SCHEMAS[`${newer}.json`]?.parse(asOfBefore)).toEqual(asOfBefore);
  expect(Object.keys(read(`${before}.json`) as object).some((name) => known.has(name))).toBe(false);
});

test('every kind of command is among the golden messages', () => {
  const kinds = Object.entries(SCHEMAS).flatMap(([name, schema]) =>
    schema === commandClaims ? [commandClaims.parse(read(name)).kind] : [],
  );
  expect(kinds.sort()).toEqual([...COMMAND_KINDS].sort());
});

test('every kind of report is among the golden messages', () => {
  const kinds = reportBatch.parse(read('report-batch.json')).reports.map((each) => each.kind);
  expect(new Set(kinds)).toEqual(new Set(['accepted', 'declined', 'started', 'progress', 'host', 'finished', 'stopped', 'failed']));
});

test('every kind of report of a sensor is among the golden messages', () => {
  const kinds = sensorReportBatch.parse(read('sensor-report-batch.json')).reports.map((each) => each.kind);
  const known = sensorReport.options.map((each) => each.shape.kind.value);
  expect(new Set(kinds)).toEqual(new Set(known));
});

const gone = { messageId: '0195f0a2-7c00-7000-8000-000000000001', at: 1, kind: 'image-not-scannable', trigger: 'load', code: 'too-large' };

test('text out of an image loses what is invisible and what is too long, and does not refuse the report', () => {
  const reason = `a\u001b[31mb\u202ec${'x'.repeat(600)}`;
  const read = sensorReport.parse({ ...gone, imageId: `sha256:${'0'.repeat(64)}`, reason });
  expect(read).toMatchObject({ reason: `a [31mb c${'x'.repeat(491)}` });
});

test.each(['sha256:12', '0'.repeat(64), `sha256:${'G'.repeat(64)}`, '../../etc'])('%j is no image id', (imageId) => {
  expect(sensorReport.safeParse({ ...gone, imageId, reason: 'x' }).success).toBe(false);
});
