const SECRET_NAME = /pass|secret|token|key|auth|credential|pwd/i;
/** `--password=x`, `PASSWORD=x`. */
const ASSIGNED = /^([^=\s]*(?:pass|secret|token|key|auth|credential|pwd)[^=\s]*)=.+$/i;
/** `https://name:secret@host`. */
const IN_ADDRESS = /(\/\/[^/\s:@]*):[^/\s@]+@/g;
const HIDDEN = '***';
const MOST_WORDS = 20;

/** The first words of what runs in a container, without what looks like a secret. */
export const redactCommand = (words: readonly string[]): string => {
  let hidesNext = false;
  return words
    .slice(0, MOST_WORDS)
    .map((word) => {
      const hides = hidesNext;
      hidesNext = word.startsWith('-') && !word.includes('=') && SECRET_NAME.test(word);
      if (hides && !word.startsWith('-')) return HIDDEN;
      return word.replace(ASSIGNED, `$1=${HIDDEN}`).replace(IN_ADDRESS, `$1:${HIDDEN}@`);
    })
    .join(' ')
    .slice(0, 1000);
};
