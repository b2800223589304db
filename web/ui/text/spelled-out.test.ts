import { describe, expect, it } from 'vitest';
import { spelledOut } from './spelled-out.ts';

describe('a name that others made up', () => {
  it.each([
    ['registry.corp.example/pay/api', 'registry.corp.example/pay/api'],
    ['naïve 日本 مرحبا', 'naïve 日本 مرحبا'],
    ['=cmd|calc', '=cmd|calc'],
    ['lib\u202Egpj.exe', 'lib⟨U+202E⟩gpj.exe'],
    ['a\u0000b\nc\u2028d', 'a⟨U+0000⟩b⟨U+000A⟩c⟨U+2028⟩d'],
    ['zero\u200Bwidth', 'zero⟨U+200B⟩width'],
  ])('%j is shown as %j', (text, shown) => {
    expect(spelledOut(text)).toBe(shown);
  });
});
