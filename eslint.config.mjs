import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  { ignores: ['**/dist/', 'data/', 'node_modules/', '**/fixtures/**'] },
  {
    files: ['src/**/*.ts', 'test/**/*.ts', 'migrations/**/*.ts', 'bench/**/*.ts', 'packages/**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' },
      ],
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'no-empty': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/event-store/log-client.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...['[callee.object.name="client"]', '[callee.object.property.name="client"]'].map((object) => ({
          selector: `CallExpression[callee.property.name=/^(read|subscribeTo)(All|Stream)$/]${object}`,
          message: 'Left early, it stays open for good: read through LogClient.',
        })),
      ],
    },
  },
  ...svelte.configs.recommended.map((config) => ({
    ...config,
    files: ['src/web/**/*.svelte', 'src/web/**/*.svelte.ts'],
  })),
  {
    files: ['src/web/**/*.svelte', 'src/web/**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // Titles, messages and paths come from strangers.
      'svelte/no-at-html-tags': 'error',
    },
  },
  {
    files: ['bench/**', 'test/**', 'packages/*/{bench,test}/**', 'src/cli.ts', 'src/cli/**'],
    rules: { 'no-console': 'off' },
  },
);
