import { fileURLToPath } from 'node:url';
import globals from 'globals';
import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

/** The floors of the house, and what each may import of the others; tests/boundaries.test.ts holds the rooms too. */
const floors = {
  geodata: ['server', 'web', 'scripts', 'tests'],
  server: ['web', 'scripts', 'tests'],
  web: ['server', 'scripts', 'tests'],
  scripts: ['web', 'tests'],
};

const floorRules = Object.entries(floors).map(([floor, forbidden]) => ({
  files: [`${floor}/**/*.{ts,svelte,svelte.ts,mjs}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `(^|/)(\\.\\./)+(${forbidden.join('|')})(/|$)(?!schema\\.graphql$)`,
            message: `The floor ${floor} may not know ${forbidden.join(', ')}; see "The house" in CONTRIBUTING.md.`,
          },
        ],
      },
    ],
  },
}));

export default ts.config(
  {
    ignores: [
      'dist',
      '**/node_modules',
      'server/database/generated.ts',
      'web/*.generated.d.ts',
      '.data',
      '.test-output',
    ],
  },
  ...ts.configs.strictTypeChecked,
  ...ts.configs.stylisticTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs', 'web/public/*.js'] },
        extraFileExtensions: ['.svelte'],
        tsconfigRootDir: fileURLToPath(new URL('.', import.meta.url)),
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
    },
  },
  { files: ['scripts/**'], rules: { 'no-console': 'off' } },
  {
    files: ['scripts/*.mjs', 'eslint.config.js'],
    ...ts.configs.disableTypeChecked,
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { globals: globals.browser, parserOptions: { parser: ts.parser } },
  },
  ...floorRules,
);
