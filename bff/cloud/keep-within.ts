import { Readable } from 'node:stream';
import type { EC2Client } from '@aws-sdk/client-ec2';
import { AnswerProblem } from './say-problem.ts';

/** A page of 1,000 instances takes about 4 MB with many tags and interfaces. */
const ANSWER_BYTES = 8 * 1024 * 1024;
const END = /<\/DescribeInstancesResponse>\s*$/;

/** Reads each answer whole before it is understood: none may be longer than allowed, and one without its end is none. */
export function keepWithin(client: EC2Client): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const response = result.response as { statusCode: number; body: unknown };
      if (!(response.body instanceof Readable)) throw new Error('the answer is not a stream');
      const bytes = await readBounded(response.body);
      if (response.statusCode < 300 && !END.test(bytes.subarray(-200).toString('utf8'))) {
        throw new AnswerProblem('it is not an answer of the EC2 API, or was cut off');
      }
      response.body = Readable.from([bytes]);
      return result;
    },
    // The innermost step: right at the wire.
    { step: 'deserialize', priority: 'low', name: 'keepWithin' },
  );
}

async function readBounded(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (length > ANSWER_BYTES) throw new AnswerProblem(`it is longer than ${ANSWER_BYTES / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
