import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { contractRoutesPlugin } from './web/api/contract-routes-plugin.ts';

// A zone that is nobody's default, with daylight saving and a 45-minute offset: a hidden local-time read shows.
const TEST_ZONE = 'Pacific/Chatham';

export default defineConfig({
  root: 'web',
  publicDir: '../public',
  plugins: [react(), contractRoutesPlugin()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8440', '/healthz': 'http://127.0.0.1:8440' } },
  test: {
    root: '.',
    // Two busy cores stretch everything; a test that hangs still ends.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // The same for every project: vitest refuses to run projects that differ in it side by side. More would starve the database.
    maxWorkers: 2,
    // A worker loads modules (and jsdom) once, not once a file: that was a third of the run. So a test leaves nothing behind in them.
    isolate: false,
    // What stands in for a global ends with its test.
    unstubGlobals: true,
    projects: [
      {
        extends: true,
        test: {
          name: 'domain',
          root: '.',
          environment: 'node',
          include: ['bff/domain/**/*.test.ts', 'bff/contract/**/*.test.ts'],
          env: { TZ: TEST_ZONE },
        },
      },
      {
        extends: true,
        test: {
          name: 'bff',
          root: '.',
          environment: 'node',
          include: ['bff/**/*.test.ts'],
          exclude: ['bff/domain/**', 'bff/contract/**'],
          env: { TZ: TEST_ZONE },
          globalSetup: ['./bff/testing/shared-postgres.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'agents', root: '.', environment: 'node', include: ['agents/**/*.test.ts'], env: { TZ: TEST_ZONE } },
      },
      {
        extends: true,
        test: {
          name: 'web',
          root: '.',
          environment: 'jsdom',
          include: ['web/**/*.test.tsx'],
          env: { TZ: TEST_ZONE },
          setupFiles: ['./web/testing/setup.ts'],
        },
      },
      {
        extends: true,
        // What needs no page: making one costs a second a file.
        test: { name: 'web-logic', root: '.', environment: 'node', include: ['web/**/*.test.ts'], env: { TZ: TEST_ZONE } },
      },
    ],
  },
});
