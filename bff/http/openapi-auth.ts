import { PASSWORD_LENGTH } from './auth.ts';
import type { ApiPath } from './docs/document.ts';
import type { Schema } from './docs/schema-view.ts';

const servers = [{ url: '/api/auth' }];
const tags = ['Sign-in'];

const body = (properties: Readonly<Record<string, Schema>>, required: readonly string[]) => ({
  required: true,
  content: { 'application/json': { schema: { type: 'object', properties, required } } },
});

const PASSWORD: Schema = { type: 'string', minLength: PASSWORD_LENGTH.min, maxLength: PASSWORD_LENGTH.max };

const text: Schema = { type: 'string' };
const PERSON: Schema = {
  type: 'object',
  required: ['id', 'name', 'email', 'role'],
  properties: { id: text, name: text, email: text, role: text },
};
const SIGNED_IN: Schema = { type: 'object', required: ['user'], properties: { user: PERSON } };

/** The doors of `/api/auth`, which are not part of the contract. */
export const AUTH_PATHS: Readonly<Record<string, ApiPath>> = {
  '/sign-in/email': {
    servers,
    post: {
      operationId: 'auth.signIn',
      summary: 'Sign in with e-mail and password; sets the session cookie',
      description: 'Five tries per account and address, then a pause of 15 minutes.',
      tags,
      security: [],
      requestBody: body(
        {
          email: { type: 'string', format: 'email', maxLength: 254 },
          password: { type: 'string', minLength: 1, maxLength: PASSWORD_LENGTH.max },
          rememberMe: { type: 'boolean', default: false, description: 'For a week; otherwise until the browser closes' },
        },
        ['email', 'password'],
      ),
      responses: {
        200: { description: 'Signed in', content: { 'application/json': { schema: SIGNED_IN } } },
        400: { $ref: '#/components/responses/invalid-input' },
        401: { $ref: '#/components/responses/wrong-credentials' },
        429: { $ref: '#/components/responses/rate-limited' },
      },
    },
  },
  '/sign-out': {
    servers,
    post: { operationId: 'auth.signOut', summary: 'End the session', tags, responses: { 200: { description: 'Signed out' } } },
  },
  '/change-password': {
    servers,
    post: {
      operationId: 'auth.changePassword',
      summary: 'Change the own password; every other session ends',
      tags,
      requestBody: body({ currentPassword: { type: 'string' }, newPassword: PASSWORD }, ['currentPassword', 'newPassword']),
      responses: {
        200: { description: 'Changed' },
        400: { $ref: '#/components/responses/invalid-input' },
        401: { $ref: '#/components/responses/not-signed-in' },
        429: { $ref: '#/components/responses/rate-limited' },
      },
    },
  },
};
