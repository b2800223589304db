import type { DescribeInstancesCommandOutput, EC2Client } from '@aws-sdk/client-ec2';
import type { CloudAccess } from '../domain/connectors/cloud-access.ts';
import { type CloudInstance, readInstance } from '../domain/connectors/cloud-instance.ts';
import { err, ok, type Result } from '../domain/result.ts';
import { MINUTE_MS, SECOND_MS } from '../domain/time/instant.ts';
import { keepWithin } from './keep-within.ts';
import { AnswerProblem, sayProblem } from './say-problem.ts';

/** How long a cloud is waited for, and how often it is asked again, first try included. */
export interface CloudPatience {
  readonly connectMs: number;
  /** Until an answer begins, and of silence within it. */
  readonly answerMs: number;
  /** For all regions and pages together. */
  readonly totalMs: number;
  readonly tries: number;
}

const PATIENCE: CloudPatience = { connectMs: 10 * SECOND_MS, answerMs: 30 * SECOND_MS, totalMs: 2 * MINUTE_MS, tries: 3 };

/** 100,000 instances a region: no answer can keep us turning pages. */
const PAGES = 100;
const PAGE = 1000;

/** Asks the EC2 API which instances an account has. */
export function createEc2Account(patience: CloudPatience = PATIENCE) {
  const ending = new AbortController();
  return {
    /** All of them, or in plain words why not. Throws when it was called off, never for what the network or the cloud does. */
    listInstances: async (access: CloudAccess): Promise<Result<readonly CloudInstance[], string>> => {
      const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(patience.totalMs)]);
      const instances: CloudInstance[] = [];
      for (const region of access.regions) {
        const one = await listRegion(access, region, { patience, signal });
        ending.signal.throwIfAborted();
        if (!one.ok) return err(`${region}: ${one.error}`);
        instances.push(...one.value);
      }
      return ok(instances);
    },
    /** Breaks off what is under way, for good. */
    close: () => ending.abort(),
  };
}

interface Within {
  readonly patience: CloudPatience;
  readonly signal: AbortSignal;
}

async function listRegion(access: CloudAccess, region: string, within: Within): Promise<Result<readonly CloudInstance[], string>> {
  const ec2 = await openClient(access, region, within.patience);
  try {
    return ok(await readPages(ec2, region, within.signal));
  } catch (error) {
    return err(sayProblem(error, access.endpoint ?? `the EC2 API of ${region}`));
  } finally {
    ec2.client.destroy();
  }
}

type OpenClient = Awaited<ReturnType<typeof openClient>>;

async function openClient({ endpoint, accessKeyId, secretAccessKey }: CloudAccess, region: string, patience: CloudPatience) {
  // Some 40 MB of memory once loaded: only an installation that has a connector pays.
  const { EC2Client, DescribeInstancesCommand } = await import('@aws-sdk/client-ec2');
  const { connectMs, answerMs, tries } = patience;
  const client: EC2Client = new EC2Client({
    region,
    credentials: { accessKeyId, secretAccessKey },
    ...(endpoint !== undefined && { endpoint }),
    ...{ maxAttempts: tries, retryMode: 'standard', defaultsMode: 'standard', useDualstackEndpoint: false, useFipsEndpoint: false },
    // It never follows a redirection: what it would sign is for this address alone.
    requestHandler: { connectionTimeout: connectMs, requestTimeout: answerMs, throwOnRequestTimeout: true, socketTimeout: answerMs },
  });
  keepWithin(client);
  return { client, page: (NextToken: string | undefined) => new DescribeInstancesCommand({ MaxResults: PAGE, NextToken }) };
}

async function readPages({ client, page }: OpenClient, region: string, abortSignal: AbortSignal): Promise<CloudInstance[]> {
  const instances: CloudInstance[] = [];
  let token: string | undefined;
  for (let turned = 0; turned < PAGES; turned++) {
    const answer: DescribeInstancesCommandOutput = await client.send(page(token), { abortSignal });
    instances.push(...readAnswer(answer, region));
    token = answer.NextToken === '' ? undefined : answer.NextToken;
    if (token === undefined) return instances;
  }
  throw new AnswerProblem(`it gave more than ${PAGES} pages of instances`);
}

function readAnswer({ Reservations = [] }: DescribeInstancesCommandOutput, region: string): CloudInstance[] {
  return Reservations.flatMap(({ Instances = [] }) => Instances).map((told) => {
    const instance = readInstance(told, region);
    if (instance === undefined) throw new AnswerProblem('it tells of an instance without an id or a state');
    return instance;
  });
}
