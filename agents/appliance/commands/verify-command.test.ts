import { expect, test } from 'vitest';
import { APPLIANCE_ID } from '../../testing/fake-platform.ts';
import { claimsOf, newPlatformKey, signOrder } from '../../testing/platform-orders.ts';
import { verifyCommand } from './verify-command.ts';

const { privateKey, platformKey } = newPlatformKey();
const NOW = 1_764_000_000_000;
const claims = claimsOf({ kind: 'routes', routes: [{ destination: '10.30.0.0/16', gateway: '10.20.0.1' }] }, NOW);
const verify = (jws: string) => verifyCommand(jws, { platformKey, applianceId: APPLIANCE_ID, now: NOW });
const good = signOrder(claims, privateKey);
const [head, payload, signature] = good.split('.');

test('a command of the platform for this appliance is taken', () => {
  expect(verify(good)).toEqual({ claims });
});

test.each<[string, string, RegExp]>([
  ['signed by another key', signOrder(claims, newPlatformKey().privateKey), /not signed by the platform/],
  [
    'changed after it was signed',
    `${head}.${Buffer.from(JSON.stringify({ ...claims, kind: 'reboot' })).toString('base64url')}.${signature}`,
    /not signed by the platform/,
  ],
  ['without a signature', `${head}.${payload}.`, /not signed by the platform/],
  ['that says it needs none', signOrder(claims, privateKey, { alg: 'none', typ: 'job+jws' }), /not a signed command/],
  ['of another type, such as a token', signOrder(claims, privateKey, { alg: 'EdDSA', typ: 'JWT' }), /not a signed command/],
  ['for another appliance', signOrder({ ...claims, aud: claims.jti }, privateKey), /for another appliance/],
  ['that has expired', signOrder({ ...claims, exp: NOW / 1000 }, privateKey), /has expired/],
  [
    'with a name full of shell',
    signOrder({ ...claims, routes: [{ ...claims.routes?.[0], name: '$(reboot)' }] }, privateKey),
    /breaks the protocol: routes\.0\.name/,
  ],
  [
    'with an option in place of a gateway',
    signOrder({ ...claims, routes: [{ destination: '10.30.0.0/16', gateway: '-batch' }] }, privateKey),
    /breaks the protocol/,
  ],
  ['with 5,000 routes', signOrder({ ...claims, routes: Array(5000).fill(claims.routes?.[0]) }, privateKey), /breaks the protocol: routes/],
  ['that is no token at all', 'rm -rf', /not a signed command/],
  ['with a part too many', `${good}.x`, /not a signed command/],
])('one %s is refused', (_, jws, why) => {
  expect(verify(jws)).toEqual({ refusal: expect.stringMatching(why) });
});
