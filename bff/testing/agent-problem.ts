import { expect } from 'vitest';
import { agentProblem } from '#protocol/token';

/** Status and code of a refusal, which is a problem in the form of the wire and tells the platform's time (epoch ms). */
export async function problemCodeOf(answer: Response, now: number): Promise<string> {
  const problem = agentProblem.parse(await answer.json());
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(problem.serverTime).toBe(now);
  return `${answer.status} ${problem.code}`;
}
