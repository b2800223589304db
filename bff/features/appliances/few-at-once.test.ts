import { expect, it } from 'vitest';
import { fewAtOnce } from './few-at-once.ts';

/** A story that ends when it is told to. */
function story(log: string[], name: string) {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const run = async () => {
    log.push(name);
    await ended;
    return name;
  };
  return { run, end };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('runs so many at a time, the others in their order, also after one has failed', async () => {
  const log: string[] = [];
  const turns = fewAtOnce(2);
  const [a, b, c] = ['a', 'b', 'c'].map((name) => story(log, name)) as [
    ReturnType<typeof story>,
    ReturnType<typeof story>,
    ReturnType<typeof story>,
  ];
  const first = turns(a.run);
  const broken = turns(async () => {
    log.push('broken');
    await b.run();
    throw new Error('no');
  });
  const third = turns(c.run);
  const fourth = turns(async () => log.push('d'));
  await settle();
  expect(log).toEqual(['a', 'broken', 'b']);
  b.end();
  await expect(broken).rejects.toThrow('no');
  await settle();
  expect(log).toEqual(['a', 'broken', 'b', 'c']);
  a.end();
  c.end();
  expect(await Promise.all([first, third])).toEqual(['a', 'c']);
  await fourth;
  expect(log.at(-1)).toBe('d');
});
