import { type ChildProcess, spawn } from 'node:child_process';

/** A real program of the bundle, with what it says. `through` starts it: a program that replaces itself by it, and its words. */
export const startProgram = (
  program: string,
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  through: readonly string[] = [],
) => {
  const [command = '', ...all] = [...through, process.execPath, program, ...words];
  const child: ChildProcess = spawn(command, all, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let output = '';
  let problems = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    problems += text;
  });
  const ended = new Promise<number | string>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  return {
    pid: child.pid ?? 0,
    child,
    ended,
    output: () => output,
    problems: () => problems,
    kill: (signal: NodeJS.Signals) => child.kill(signal),
  };
};
export type RunningProgram = ReturnType<typeof startProgram>;
