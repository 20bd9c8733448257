/**
 * Imports go downwards. Each floor names the floors that it may know, and knows no other; a floor that is not named
 * here has no way in. docs: README, "The folders".
 */
const floors = {
  // plumbing
  config: [],
  database: [],
  'event-store': [],
  'event-processing/subscription': ['event-store'],
  'event-processing/processor': ['event-processing/subscription', 'event-store', 'database'],
  'event-processing/projections': [
    'event-processing/processor',
    'event-processing/subscription',
    'event-store',
    'database',
  ],
  'event-processing/reactors': [
    'event-processing/processor',
    'event-processing/subscription',
    'event-store',
    'database',
  ],
  releases: ['database'],
  library: ['database'],
  'download-clients': ['releases', 'database'],
  http: ['database', 'config'],
  embedded: ['download-clients', 'database', 'config', 'releases'],

  // the product, from the bottom up
  'downloads/domain': [],
  'downloads/event-registry': ['downloads/domain', 'event-store', 'database'],
  'downloads/projections': [
    'downloads/event-registry',
    'downloads/domain',
    'event-processing/projections',
    'event-store',
    'database',
  ],
  'downloads/streams': [
    'downloads/projections',
    'downloads/event-registry',
    'downloads/domain',
    'event-processing',
    'event-store',
    'database',
  ],
  'downloads/initiation': [
    'downloads/streams',
    'downloads/event-registry',
    'downloads/domain',
    'event-store',
    'releases',
    'library',
    'download-clients',
    'database',
  ],
  'downloads/queries': [
    'downloads/initiation',
    'downloads/streams',
    'downloads/event-registry',
    'downloads/domain',
    'event-store',
    'releases',
    'database',
  ],
  'downloads/commands': [
    'downloads/initiation',
    'downloads/streams',
    'downloads/domain',
    'event-store',
    'releases',
    'download-clients',
    'database',
  ],
  'downloads/dispatcher': ['downloads/streams', 'downloads/domain', 'download-clients', 'releases', 'database'],
  'downloads/monitor': ['downloads/streams', 'downloads/domain', 'download-clients', 'library', 'releases', 'database'],
  'downloads/api': [
    'downloads/commands',
    'downloads/queries',
    'downloads/initiation',
    'downloads/streams',
    'downloads/event-registry',
    'downloads/domain',
    'event-store',
    'download-clients',
    'releases',
    'http',
    'database',
  ],

  // what stands on it
  imports: [
    'downloads/initiation',
    'downloads/streams',
    'downloads/event-registry',
    'downloads/projections',
    'downloads/domain',
    'event-processing/subscription',
    'event-store',
    'releases',
    'library',
    'download-clients',
    'database',
  ],
  clients: ['downloads/api', 'downloads/domain', 'download-clients', 'http', 'database', 'releases'],
  operations: ['event-processing', 'event-store', 'download-clients', 'library', 'http', 'database', 'config'],
  cli: [
    'imports',
    'downloads/projections',
    'embedded',
    'event-processing',
    'event-store',
    'download-clients',
    'releases',
    'library',
    'config',
    'database',
  ],
};

const anyOf = (names) => `^src/(${names.join('|')})/`;

const floorRules = Object.entries(floors).map(([name, mayKnow]) => ({
  name: `floor-${name.replaceAll('/', '-')}`,
  comment: `src/${name} may know ${mayKnow.length > 0 ? mayKnow.join(', ') : 'nothing else of src'}.`,
  severity: 'error',
  from: { path: `^src/${name}/`, pathNot: '\\.spec\\.ts$' },
  to: { path: '^src/', pathNot: anyOf([name, ...mayKnow]) },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    ...floorRules,
    {
      name: 'every-folder-is-a-floor',
      comment: 'A new folder of src says above what it may know.',
      severity: 'error',
      from: { path: '^src/.+/', pathNot: anyOf([...Object.keys(floors), 'downloads', 'web']) },
      to: {},
    },
    {
      name: 'domain-imports-nothing',
      comment: 'The decider is pure: no Nest, no node:, no library.',
      severity: 'error',
      from: { path: '^src/downloads/domain/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^src/downloads/domain/' },
    },
    {
      name: 'event-processing-without-nest',
      severity: 'error',
      from: { path: '^src/(event-processing|event-store|database)/', pathNot: '\\.module\\.ts$' },
      to: { path: 'node_modules/@nestjs/' },
    },
    {
      name: 'one-user-of-the-event-store-client',
      comment: "The node uses the generated protocol definitions of the client's package, never the client.",
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/event-store/' },
      to: { path: 'node_modules/@eventstore/db-client' },
    },
    {
      name: 'embedded-from-the-ways-in-alone',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(embedded/|server\\.ts|cli/)' },
      to: { path: '^src/embedded/' },
    },
    {
      name: 'the-node-knows-no-app',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(src|test|bench|migrations)/' },
    },
    {
      name: 'the-node-by-its-exports',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(embedded|cli)/' },
      to: { path: '^packages/' },
    },
    {
      name: 'web-talks-http',
      severity: 'error',
      from: { path: '^src/web/' },
      to: { path: '^src/(?!web/)' },
    },
    {
      name: 'no-tests-in-production',
      severity: 'error',
      from: { path: '^(src|packages/[^/]+/src)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(test|bench|packages/[^/]+/(test|bench))/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@ledgarr/source', 'exports', 'import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js'],
    },
  },
};
