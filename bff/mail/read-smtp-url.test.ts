import { describe, expect, test } from 'vitest';
import { readSmtpUrl, SMTP_URL_FORM } from './read-smtp-url.ts';

const FROM = 'from=watchbill@example.org';

describe('SMTP_URL', () => {
  test.each([
    [`smtp://mail.example.org?${FROM}`, { host: 'mail.example.org', port: 587, security: 'starttls' }],
    [`smtp://mail.example.org:2525?${FROM}`, { port: 2525, security: 'starttls' }],
    [`smtps://mail.example.org?${FROM}`, { port: 465, security: 'tls' }],
    [`smtp://[2001:db8::25]:25?${FROM}&security=none`, { host: '2001:db8::25', port: 25, security: 'none' }],
    [`smtp://ann%40example.org:p%3Aw%2F@mail.example.org?${FROM}`, { user: 'ann@example.org', password: 'p:w/' }],
  ])('%s is understood', (text, expected) => {
    expect(readSmtpUrl(text)).toMatchObject({ ok: true, value: { ...expected, from: 'watchbill@example.org' } });
  });

  test('without a user nobody signs in', () => {
    const read = readSmtpUrl(`smtp://mail.example.org?${FROM}`);
    expect(read.ok && Object.keys(read.value).sort()).toEqual(['from', 'host', 'port', 'security']);
  });

  test.each([
    ['mail.example.org:25', SMTP_URL_FORM],
    [`http://mail.example.org?${FROM}`, SMTP_URL_FORM],
    [`smtp://?${FROM}`, SMTP_URL_FORM],
    ['smtp://mail.example.org', /^add \?from=/],
    ['smtp://mail.example.org?from=nobody', /^add \?from=/],
    [`smtp://mail.example.org?${FROM}&security=ssl`, /^security can only be "none"/],
    [`smtp://ann:pw@mail.example.org?${FROM}&security=none`, /^without encryption there can be no password/],
    [`smtps://mail.example.org?${FROM}&security=none`, /^without encryption there can be no password/],
    [`smtp://ann:100%@mail.example.org?${FROM}`, /^write each % of user and password as %25/],
  ])('%s is refused with what would do', (text, sentence) => {
    expect(readSmtpUrl(text)).toMatchObject({
      ok: false,
      error: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    });
  });
});
