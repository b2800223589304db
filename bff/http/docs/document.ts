import type { Schema } from './schema-view.ts';

// The part of OpenAPI 3.1 that our document uses. The published types cover two versions at once and fit neither.

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

export interface ApiReference {
  readonly $ref: string;
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema;
}

export type ApiContent = Readonly<Record<string, { readonly schema?: Schema }>>;

export interface ApiResponse {
  readonly description: string;
  readonly content?: ApiContent;
}

export interface ApiOperation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: ApiContent };
  readonly responses?: Readonly<Record<string, ApiResponse | ApiReference>>;
}

export type ApiPath = { readonly servers?: readonly { readonly url: string }[] } & { readonly [M in Method]?: ApiOperation };

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description?: string };
  readonly servers?: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, ApiPath>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly responses?: Readonly<Record<string, ApiResponse>>;
    readonly securitySchemes?: Readonly<Record<string, unknown>>;
  };
}

/** One operation with its address, as the page shows it. */
export interface ShownOperation {
  readonly id: string;
  readonly method: Method;
  /** From the root of the server: `/api/v1/schedules`. */
  readonly path: string;
  readonly operation: ApiOperation;
}
