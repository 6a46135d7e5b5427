import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // State is compiled, and Svelte chosen, as for the window, though both run in Node: on a server runes do not react.
  plugins: [svelte({ dynamicCompileOptions: () => ({ generate: 'client' }) })],
  environments: { ssr: { resolve: { conditions: ['browser', 'module', 'node', 'development|production'] } } },
  test: {
    environment: 'node',
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
    // better-sqlite3 and TensorFlow are native: each test file gets a process of its own.
    pool: 'forks',
    // TensorFlow uses every core by itself and takes half a gigabyte in each process.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
  },
});
