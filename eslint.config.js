import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { importRules } from './scripts/lint/importRules.mjs';
import svelteConfig from './svelte.config.js';

const typescript = ['**/*.ts', '**/*.svelte'];
const inBrowser = ['src/renderer/**', 'src/preload/**'];
const tests = ['**/*.test.ts', 'src/testing/**', 'e2e/**'];

export default tseslint.config(
  { ignores: ['node_modules/', 'out/', 'dist/', 'boxwright-demo/', '**/*.boxwright/', '**/.venv/'] },
  js.configs.recommended,
  {
    languageOptions: {
      globals: globals.node,
      // The same for every file, or each change of kind would load all types anew.
      parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] },
    },
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
  svelte.configs.recommended,
  { files: inBrowser, languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } },
    rules: {
      // svelte-check knows every name, browser types included.
      'no-undef': 'off',
      // What is taken apart from $props() is either const as a whole or not at all.
      'prefer-const': ['error', { destructuring: 'all' }],
      // Rows by the hundred thousand are plain collections behind one version number.
      'svelte/prefer-svelte-reactivity': 'off',
      'svelte/button-has-type': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/require-each-key': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'SvelteHTMLComment[value=/svelte-ignore/]', message: 'Mend what Svelte warns of.' },
        {
          selector: 'SvelteAttribute[key.name="style"]',
          message: 'The content policy refuses style attributes: use style:property={...}.',
        },
        {
          selector: 'SvelteDirective[kind=/^(Transition|Animation)$/]',
          message: 'The content policy refuses the styles that these inject: use CSS transitions.',
        },
      ],
    },
  },
  {
    files: ['**/*.svelte'],
    rules: {
      // The parser gives no types to the parameters of handlers in markup; svelte-check does, and looks at them.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.svelte'],
    plugins: { boxwright: importRules },
    rules: { 'boxwright/layers': 'error' },
  },
  {
    files: tests,
    // A `describe` block holds its tests, and a table of cases is as long as it has cases.
    rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' },
  },
  // Playwright reads from the pattern which fixtures are wanted: none is an empty one.
  {
    files: ['e2e/**'],
    rules: { 'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }] },
  },
);
