import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './bff/storage/schema/index.ts',
  out: './bff/storage/migrations',
});
