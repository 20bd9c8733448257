const swc = [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  },
];

/** @param {string} displayName @param {string[]} testMatch @param {object} more */
const project = (displayName, testMatch, more = {}) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^@ledgarr/event-store-node/bench/(.*)$': '<rootDir>/packages/event-store-node/bench/$1',
    '^@ledgarr/event-store-node/(.*)$': '<rootDir>/packages/event-store-node/src/$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/packages/[^/]+/dist/'],
  transform: { '^.+\\.ts$': swc },
  ...more,
});

// Real servers answer in their own time: the limit is there to end what hangs, not to measure.
const patient = {
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
};

export default {
  testTimeout: 120_000,
  // One more than the cores of a small machine: many specs wait for a daemon.
  maxWorkers: 3,
  // A process that has the modules of many specs in its memory takes longer to end than jest waits.
  workerIdleMemoryLimit: '700MB',
  projects: [
    project('unit', ['<rootDir>/src/**/*.spec.ts', '<rootDir>/packages/*/src/**/*.spec.ts']),
    project('contract', ['<rootDir>/test/contract/**/*.spec.ts', '<rootDir>/packages/*/test/**/*.spec.ts'], patient),
    project('integration', ['<rootDir>/test/integration/**/*.spec.ts'], patient),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], patient),
    project('web', ['<rootDir>/test/web/**/*.spec.ts'], patient),
  ],
};
