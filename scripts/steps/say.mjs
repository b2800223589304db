/** Ends the script with one sentence for a person, and what to run. */
export function stop(sentence) {
  process.stderr.write(`watchbill: ${sentence}\n`);
  process.exit(1);
}

export const say = (sentence) => process.stdout.write(`watchbill: ${sentence}\n`);
