/** What remains of the imports once types are erased: what a browser would load, and in which order files run. */
const { builtinModules } = require('node:module')
const { browserFiles, options } = require('./bin/launch/cruise-options.cjs')

const browser = [...browserFiles(), '^lib/ui/(?!i18n/)', '^lib/pipeline/[^/]+/client\\.ts$']

module.exports = {
  options: options({ types: false }),
  forbidden: [
    {
      name: 'browser: a stage is entered by client.ts',
      severity: 'error',
      from: { path: browser, pathNot: '^lib/pipeline/' },
      to: { path: '^lib/pipeline/[^/]+/', pathNot: '^lib/pipeline/[^/]+/client\\.ts$' },
    },
    {
      name: 'browser: nothing of the server is reached',
      severity: 'error',
      from: { path: browser },
      to: {
        reachable: true,
        path: [
          '^lib/platform/(?!(errors|ids|api/base)\\.ts$)',
          '^generated/prisma/(?!enums\\.ts$|browser\\.ts$)',
          // GrabCut without OpenCV, which the browser's worker loads by itself.
          '^lib/engines/(?!editor/editor\\.ts$|identity\\.ts$|text/|segmenter/(cut-out|grabcut-crop|guided-filter|known-pixels|refine-edge|small-parts)\\.ts$)',
          'node_modules/(sharp|pg|bullmq|ioredis|onnxruntime-node|pino|undici|openai|@duckdb|@node-rs|@prisma)/',
        ],
      },
    },
    {
      name: 'browser: nothing of Node is reached',
      severity: 'error',
      from: { path: browser },
      to: { reachable: true, path: `^(node:)?(${builtinModules.join('|')})$` },
    },
    {
      name: 'no import cycles',
      comment: 'a job names its handler by a dynamic import, which waits until both files have run',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['dynamic-import'] } },
    },
    {
      name: 'threads: pixels know no database, queue or sign-in',
      comment: 'they work on what they are given, and start without the weight of a stage’s door',
      severity: 'error',
      from: { path: '^workers/threads/pixels' },
      to: {
        reachable: true,
        path: [
          '^lib/platform/(db|auth|queue|storage)',
          '^generated/prisma/client',
          'node_modules/(pg|bullmq)/',
        ],
      },
    },
  ],
}
