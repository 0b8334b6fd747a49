/** The layers and stages of ARCHITECTURE.md: every import, of types too, goes down the house and left on the line. */
const { options } = require('./bin/launch/cruise-options.cjs')

/** From the ground up; a layer may import itself and those before it. */
const layers = [
  ['platform', '^lib/platform/'],
  ['imaging', '^lib/imaging/'],
  ['diffusion', '^lib/diffusion/'],
  ['engines', '^lib/engines/'],
  ['pipeline', '^lib/pipeline/'],
  ['ui', '^lib/ui/'],
  ['app, bin, workers', '^(app|bin|workers|bench|e2e)/'],
]

/** From left to right; a stage may import those before it. The project's settings are everybody's. */
const stages = [
  'project',
  'catalog',
  'seeds',
  'expansion',
  'regions',
  'generation',
  'review',
  'release',
  'insight',
]

module.exports = {
  options: options({ types: true }),
  forbidden: [
    ...layers.slice(0, -1).map(([name, path], index) => ({
      name: `layers: ${name} imports upwards`,
      severity: 'error',
      from: { path },
      to: { path: layers.slice(index + 1).map(([, above]) => above) },
    })),
    ...stages.slice(0, -1).map((stage, index) => ({
      name: `stages: ${stage} imports to its right`,
      severity: 'error',
      from: { path: `^lib/pipeline/${stage}/` },
      to: { path: stages.slice(index + 1).map((right) => `^lib/pipeline/${right}/`) },
    })),
    {
      name: 'stages: another stage is entered by its doors',
      comment: 'index.ts is the server’s door, client.ts the browser’s',
      severity: 'error',
      from: { path: '^lib/pipeline/([^/]+)/' },
      to: { path: '^lib/pipeline/[^/]+/', pathNot: ['^lib/pipeline/$1/', doors('index|client')] },
    },
    {
      name: 'stages: the line is put together from each stage’s contract, API and jobs',
      severity: 'error',
      from: { path: '^lib/pipeline/[^/]+$' },
      to: { path: '^lib/pipeline/[^/]+/', pathNot: [doors('index|client|contract|api|jobs|reconcile-\\w+')] },
    },
    {
      name: 'stages: the house above enters a stage by its doors',
      severity: 'error',
      from: { path: '^(app|bin|workers|lib/ui)/', pathNot: '^workers/threads/' },
      to: { path: '^lib/pipeline/[^/]+/', pathNot: [doors('index|client')] },
    },
    {
      name: 'engines: pixels and models know no database, queue or sign-in',
      severity: 'error',
      from: { path: '^lib/(engines|diffusion|imaging)/' },
      to: {
        path: ['^lib/platform/', '^generated/', 'node_modules/(@prisma|pg|bullmq|ioredis|next-auth|next)/'],
        pathNot: '^lib/platform/(errors|env|log)\\.ts$',
      },
    },
    {
      name: 'launchers: what runs before `npm ci` imports no package',
      severity: 'error',
      from: { path: '^bin/.*\\.mjs$' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'npm-optional'], dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'unresolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(\\./generated|@/generated)' },
    },
  ],
}

function doors(names) {
  return `^lib/pipeline/[^/]+/(${names})\\.ts$`
}
