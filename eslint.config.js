import js from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { importRules } from './scripts/lint/importRules.mjs';

const typescript = ['**/*.ts'];
const tests = ['**/*.test.ts', 'src/testing/**'];

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', 'boxwright-demo/', '**/*.boxwright/', '**/.venv/'] },
  js.configs.recommended,
  {
    languageOptions: { globals: globals.node, parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      // The sizes that keep a file readable at one sitting.
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 12],
      'max-depth': ['error', 4],
      eqeqeq: 'error',
    },
  },
  {
    files: typescript,
    extends: [tseslint.configs.strictTypeChecked],
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Index arithmetic over tensors proves its bounds by the loop around it, which types cannot express.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // `({ a, ...rest }) => rest` is how a key is left out.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
    },
  },
  { files: ['**/*.mjs'], rules: { 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] } },
  { files: ['src/**/*.ts'], plugins: { boxwright: importRules }, rules: { 'boxwright/layers': 'error' } },
  {
    files: tests,
    // A `describe` block holds its tests, and a table of cases is as long as it has cases.
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
  },
);
