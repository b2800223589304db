import { parseArguments } from './arguments.ts';
import { EXIT_CODES, Exit } from './exit-code.ts';
import { HELP } from './help.ts';
import { performScan, type ScanSurroundings } from './perform-scan.ts';
import { defaultScanFolder } from './platform/binding.ts';
import { register } from './platform/register.ts';

const perform = async (words: readonly string[], machine: string, around: ScanSurroundings): Promise<number> => {
  const given = parseArguments(words, machine);
  switch (given.command) {
    case 'help':
      await around.write(HELP);
      return EXIT_CODES.pass;
    case 'version':
      await around.write(`${around.version}\n`);
      return EXIT_CODES.pass;
    case 'register':
      await around.write(`${await register({ ...given, folder: given.data ?? defaultScanFolder(around.environment) })}\n`);
      return EXIT_CODES.pass;
    case 'scan':
      return performScan(given, around);
  }
};

/** The program from its words to its exit code. `machine`: Node's name of this architecture. */
export const runProgram = async (words: readonly string[], machine: string, around: ScanSurroundings): Promise<number> => {
  try {
    return await perform(words, machine, around);
  } catch (error) {
    const isExpected = error instanceof Exit;
    around.complain(isExpected ? error.message : String((error instanceof Error && error.stack) || error));
    return isExpected ? EXIT_CODES[error.reason] : EXIT_CODES.unexpected;
  }
};
