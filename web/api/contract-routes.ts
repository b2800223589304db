import { contract } from '#contract/index';

/**
 * What the client needs of the contract: method and path of every procedure.
 * The production build replaces this file's content with exactly that (see contract-routes-plugin.ts),
 * so that no schema and no validator is loaded before the first page.
 */
export const contractRoutes = contract;
