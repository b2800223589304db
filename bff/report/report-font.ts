import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The console's text font as base64 WOFF2, which reports carry along. Without it they use the reader's own. */
export function readReportFont(): string | undefined {
  try {
    const path = createRequire(import.meta.url).resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2');
    return readFileSync(path).toString('base64');
  } catch {
    return undefined;
  }
}
