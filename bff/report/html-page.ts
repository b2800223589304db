import { createHash } from 'node:crypto';
import { collectText, type SentFile } from '../text-file.ts';

/** Nothing may run or load: one style tag, known by its hash, with the font inside it. The sandbox takes the page its origin too. */
export const policyOf = (style: string): string =>
  [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
    'font-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
    'sandbox',
  ].join('; ');

/** A page to be looked at, or saved under a name, without its ending. `style`: the content of its only style tag. */
export async function htmlPage(name: string, text: AsyncIterable<string>, style: string): Promise<SentFile> {
  const fileName = `${name}.html`;
  return {
    headers: {
      'content-disposition': `inline; filename="${fileName}"`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
      'content-security-policy': policyOf(style),
    },
    body: new File(await collectText(text), fileName, { type: 'text/html; charset=utf-8' }),
  };
}
