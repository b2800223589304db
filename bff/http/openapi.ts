import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import * as account from '../contract/account.ts';
import * as appliances from '../contract/appliances.ts';
import * as assetGroups from '../contract/asset-groups.ts';
import * as assets from '../contract/assets.ts';
import * as connectors from '../contract/connectors.ts';
import { contract } from '../contract/index.ts';
import * as launches from '../contract/launches.ts';
import * as profiles from '../contract/profiles.ts';
import * as recurrence from '../contract/recurrence.ts';
import * as scans from '../contract/scans.ts';
import * as schedules from '../contract/schedules.ts';
import * as tags from '../contract/tags.ts';
import { type Permission, scopeOf } from '../domain/identity/can.ts';
import { ROLES } from '../domain/identity/role.ts';
import type { ApiDocument, ApiOperation, ApiParameter, ApiPath, ApiReference, ApiResponse, Method } from './docs/document.ts';
import { AUTH_PATHS } from './openapi-auth.ts';
import { type Operation, operationsOf } from './operations.ts';
import { PROBLEM_JSON, PROBLEMS, type ProblemCode } from './problem.ts';

const DESCRIPTION = `The console is one client of this API among others: whatever it does, a script can do.

Instants are ISO 8601 in UTC with \`Z\`; wall-clock times carry no offset. Lists take \`query\`, \`sort\`, \`cursor\` and \`limit\` and answer
\`items\`, \`nextCursor\` and \`total\`. A change to an object with a \`revision\` sends the revision it started from. Every POST takes an
\`Idempotency-Key\`: a repeat with the same key gets the first answer for a day. Every error is a problem (RFC 9457) with a stable \`code\` and
all \`issues\` at once.`;

/** Schemas that are worth a name of their own in the document. */
const NAMED = {
  Me: { schema: account.me, strategy: 'output' },
  Appliance: { schema: appliances.appliance, strategy: 'output' },
  Asset: { schema: assets.asset, strategy: 'output' },
  AssetGroup: { schema: assetGroups.assetGroup, strategy: 'output' },
  Tag: { schema: tags.tag, strategy: 'output' },
  Connector: { schema: connectors.connector, strategy: 'output' },
  Launch: { schema: launches.launch, strategy: 'output' },
  OptionProfile: { schema: profiles.optionProfile, strategy: 'output' },
  Recurrence: { schema: recurrence.recurrence, strategy: 'input' },
  Duration: { schema: recurrence.duration, strategy: 'input' },
  Scan: { schema: scans.scan, strategy: 'output' },
  HostResult: { schema: scans.hostResult, strategy: 'output' },
  ScheduleInput: { schema: schedules.scheduleInput, strategy: 'input' },
  Schedule: { schema: schedules.schedule, strategy: 'output' },
  PlannedLaunch: { schema: schedules.plannedLaunch, strategy: 'output' },
} as const;

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'issues'],
  properties: {
    type: { type: 'string', description: 'Where the problem is explained' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    detail: { type: 'string', description: 'What is wrong and what would do' },
    issues: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'code', 'message'],
        properties: {
          path: { type: 'array', items: { type: ['string', 'integer'] }, description: 'The way to the field' },
          code: { type: 'string' },
          message: { type: 'string' },
        },
      },
    },
    current: { description: 'With stale-revision: the newer state' },
  },
};

/** The API as an OpenAPI 3.1 document. */
export async function openApiDocument(version: string): Promise<ApiDocument> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] });
  const generated = (await generator.generate(contract, {
    info: { title: 'Watchbill', version, description: DESCRIPTION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    security: [{ session: [] }],
    commonSchemas: NAMED,
  })) as unknown as ApiDocument;
  const paths: Record<string, ApiPath> = { ...AUTH_PATHS, ...generated.paths };
  for (const one of operationsOf(contract)) {
    const operation = paths[one.path]?.[one.method];
    if (operation === undefined) throw new Error(`${one.method} ${one.path} is not in the document`);
    paths[one.path] = { ...paths[one.path], [one.method]: refine(operation, one) };
  }
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  return {
    ...generated,
    paths,
    components: {
      schemas: { ...generated.components.schemas, Problem: PROBLEM_SCHEMA },
      responses: Object.fromEntries(codes.map((code) => [code, problemResponse(code)])),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'watchbill.session_token', description: 'Set by POST /api/auth/sign-in/email' },
      },
    },
  };
}

function problemResponse(code: ProblemCode): ApiResponse {
  const schema = { $ref: '#/components/schemas/Problem' };
  return { description: `${PROBLEMS[code].title} (\`${code}\`)`, content: { [PROBLEM_JSON]: { schema } } };
}

const IDEMPOTENCY_KEY: ApiParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'A repeat with the same key gets the first answer',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

/** Adds who may call it, and in place of the generated errors our problems. */
function refine(operation: ApiOperation, { method, permission }: Operation): ApiOperation {
  const isPublic = permission === undefined || permission === 'public';
  const parameters = [...(operation.parameters ?? []), ...(method === 'post' && !isPublic ? [IDEMPOTENCY_KEY] : [])];
  const successes = Object.entries(operation.responses ?? {}).filter(([status]) => status < '400');
  return {
    ...operation,
    description: isPublic ? 'Needs no sign-in.' : `Needs \`${permission}\`: ${holders(permission)}.`,
    ...(isPublic ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    responses: { ...Object.fromEntries(successes), ...problemsOf(operation, method, isPublic) },
  };
}

function problemsOf(operation: ApiOperation, method: Method, isPublic: boolean): Record<string, ApiReference> {
  const parameters = operation.parameters ?? [];
  const hasInput = operation.requestBody !== undefined || parameters.length > 0;
  const codes: ProblemCode[] = [
    ...(hasInput ? (['invalid-input'] as const) : []),
    ...(isPublic ? [] : (['not-signed-in', 'not-permitted'] as const)),
    ...(parameters.some((parameter) => parameter.in === 'path') ? (['not-found'] as const) : []),
    ...(method === 'get' ? [] : (['conflict', 'too-large'] as const)),
    ...(method === 'post' && !isPublic ? (['idempotency-key-reused'] as const) : []),
  ];
  return Object.fromEntries(codes.map((code) => [String(PROBLEMS[code].status), { $ref: `#/components/responses/${code}` }]));
}

/** `manager, unit-manager (own unit), scanner (own)` */
function holders(permission: Permission): string {
  if (permission === 'setup.write') return 'the Manager primary contact';
  const actor = { userId: '', name: '', email: '', primaryContact: false, businessUnitId: 'a unit' };
  const reach = { all: '', unit: ' (own unit)', own: ' (own)', none: undefined };
  const roles = ROLES.map((role) => ({ role, how: reach[scopeOf({ ...actor, role }, permission)] }));
  return roles
    .filter(({ how }) => how !== undefined)
    .map(({ role, how }) => `${role}${how}`)
    .join(', ');
}
