import { minifyContractRouter } from '@orpc/contract';
import { type Plugin, runnerImport } from 'vite';
import type { Contract } from '#contract/index';

/** Vite plugin: at build time, puts the bare route table in the place of the contract. */
export const contractRoutesPlugin = (): Plugin => ({
  name: 'contract-routes',
  apply: 'build',
  async transform(_code, id) {
    if (!id.endsWith('/web/api/contract-routes.ts')) return undefined;
    const { module } = await runnerImport<{ contract: Contract }>('./bff/contract/index.ts', { configFile: false, root: process.cwd() });
    return `export const contractRoutes = ${JSON.stringify(minifyContractRouter(module.contract))};`;
  },
});
