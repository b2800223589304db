import type { Catalogue } from '../catalogue.ts';

const code = (text: string): string => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);

/** The table of all tokens, as `docs/qql.md` has it. */
export function tokenRows({ tokens }: Catalogue): string {
  const rows = tokens.map(({ name, kind, meaning, example, aliases = [], values = [] }) => {
    const names = [name, ...aliases].map(code).join(', ');
    const choices = values.length > 0 ? ` One of ${values.map(code).join(', ')}.` : '';
    return `| ${names} | ${kind} | ${meaning}${choices} | ${code(example)} |`;
  });
  return ['| token | kind | meaning | example |', '|---|---|---|---|', ...rows].join('\n');
}
