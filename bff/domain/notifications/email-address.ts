import type { Issue } from '../issue.ts';

/** RFC 5321 §4.5.3.1: 64 octets before the @, 254 in all (erratum 1690). */
const LONGEST = 254;
const LONGEST_LOCAL = 64;
// RFC 5322 §3.2.3 dot-atom; quoted local parts are legal and used by nobody.
const LOCAL = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** Whether a text is one plain e-mail address: `name@example.org`. No display name, no list, nothing that could be a header. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  if (at < 1 || text.length > LONGEST || local.length > LONGEST_LOCAL || !LOCAL.test(local)) return false;
  // All digits would be an IPv4 address.
  return labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(labels.at(-1)!);
}

/** Everything that is wrong with a list of addresses, line by line. Blanks around an address do not count, nor does its case. */
export function checkEmails(emails: readonly string[]): Issue[] {
  const issues: Issue[] = [];
  const firstLine = new Map<string, number>();
  for (const [i, given] of emails.entries()) {
    const email = given.trim();
    const path = ['emails', i];
    const key = email.toLowerCase();
    const first = firstLine.get(key);
    if (!isEmailAddress(email)) issues.push({ path, code: 'email-malformed', message: malformed(email) });
    else if (first !== undefined)
      issues.push({ path, code: 'email-duplicate', message: `${email} is on line ${first} already: mention it once` });
    else firstLine.set(key, i + 1);
  }
  return issues;
}

const SHOWN = 60;

function malformed(email: string): string {
  if (email === '') return 'An empty line: leave it out';
  const shown = email.length > SHOWN ? `${email.slice(0, SHOWN)}…` : email;
  return `"${shown}" is not an e-mail address: write it as name@example.org`;
}
