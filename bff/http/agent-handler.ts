import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { err, ok, type Result } from '../domain/result.ts';
import type { Clock } from '../domain/time/instant.ts';
import type { Log } from '../log.ts';
import type { AgentAuth, AgentToken } from './agent-auth.ts';
import { parseAgentJson, readAgentBody } from './agent-body.ts';
import { type AgentRefusal, sendAgentRefusal } from './agent-problem.ts';
import { toIssues } from './describe-issues.ts';

/** Answers an agent by itself, or says why not. */
export type AgentHandler = (req: Request, res: Response) => Promise<AgentRefusal | undefined>;

/** Sends what a handler refuses, and logs it. */
export function answerAgents(handler: AgentHandler, { clock, log }: { readonly clock: Clock; readonly log: Log }): RequestHandler {
  return (req, res) => {
    const refuse = (refusal: AgentRefusal) => sendAgentRefusal(req, res, refusal, clock());
    handler(req, res).then(
      (refusal) => {
        if (refusal === undefined) return;
        log.warn({ path: req.originalUrl, clientAddress: req.ip, code: refusal.code, detail: refusal.detail }, 'agent refused');
        refuse(refusal);
      },
      (error: unknown) => {
        log.error({ path: req.originalUrl, err: error }, 'agent request failed');
        refuse({ code: 'internal-error', detail: 'It failed here, not with you: try again' });
      },
    );
  };
}

/** Not `res.json`: nobody caches the answer, so its digest (ETag) would be made for nothing, at every idle poll. */
export function sendToAgent(res: Response, body: unknown): undefined {
  const text = JSON.stringify(body);
  const length = Buffer.byteLength(text);
  res.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': length, 'Cache-Control': 'no-store' }).end(text);
}

function readMessage<T extends z.ZodType>(schema: T, body: unknown): Result<z.infer<T>, AgentRefusal> {
  const result = schema.safeParse(body);
  return result.success ? ok(result.data) : err({ code: 'invalid-input', issues: toIssues(result.error.issues) });
}

/** A message of an agent that is nobody yet. */
export async function readUnsigned<T extends z.ZodType>(
  req: Request,
  schema: T,
  maxBytes: number,
): Promise<Result<z.infer<T>, AgentRefusal>> {
  const body = await readAgentBody(req, maxBytes);
  if (!body.ok) return err({ code: body.error });
  const json = parseAgentJson(body.value);
  return json.ok ? readMessage(schema, json.value) : err({ code: json.error });
}

/** Proves the sender and reads the message. */
export async function readSigned<T extends z.ZodType>(
  auth: AgentAuth,
  req: Request,
  message: { readonly schema: T; readonly path: string; readonly maxBytes: number },
): Promise<Result<{ token: AgentToken; body: z.infer<T> }, AgentRefusal>> {
  const call = await auth.authenticate(req, message.path, message.maxBytes);
  if (!call.ok) return call;
  const body = readMessage(message.schema, call.value.body);
  return body.ok ? ok({ token: call.value.token, body: body.value }) : body;
}
