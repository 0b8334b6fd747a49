import path from 'node:path'
import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname }
const exclude = ['**/node_modules/**', '.next/**', 'dist/**', 'e2e/**']

/** What lib/platform/env.ts demands. A unit test that reaches for a database fails at this address. */
const env = {
  DATABASE_URL: 'postgresql://unit-tests:have@127.0.0.1:9/no-database',
  NEXTAUTH_SECRET: 'a-secret-that-signs-nothing-outside-of-tests',
  NEXTAUTH_URL: 'http://localhost:3000',
  EXEMPLAR_HOME: path.join(import.meta.dirname, '.exemplar/no-such-home'),
}

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          testTimeout: 30_000, // a slow machine is no failure
          env,
          include: ['**/*.test.{ts,tsx}'],
          exclude: [...exclude, '**/*.db.test.ts', '**/*.launch.test.ts'],
          globalSetup: 'bin/launch/test-bundles.mjs',
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'db',
          env,
          include: ['**/*.db.test.ts'],
          exclude,
          pool: 'forks',
          globalSetup: ['bin/launch/test-bundles.mjs', 'bin/launch/test-database.mjs'],
          setupFiles: 'lib/platform/testing/database.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          // Starts and kills whole installations, so one at a time and patiently.
          name: 'launch',
          exclude: exclude.filter((pattern) => !pattern.startsWith('e2e')),
          include: ['{bin,e2e}/*.launch.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
