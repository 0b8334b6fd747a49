const { readdirSync, readFileSync } = require('node:fs')
const { join, relative } = require('node:path')
const swc = require('@swc/core')

const root = join(__dirname, '../..')
const parseFileSync = swc.parseFileSync

/**
 * Options of both dependency-cruiser configurations. TypeScript 7 has no programming interface that the tool could
 * parse with, so it uses swc; its own call knows neither JSX nor which imports are types, hence the wrapper.
 */
exports.options = ({ types }) => {
  swc.parseFileSync = (file, parserOptions) => {
    const tree = parseFileSync(file, { ...parserOptions, tsx: file.endsWith('x') })
    return types ? tree : { ...tree, body: tree.body.filter((statement) => !isTypeOnly(statement)) }
  }
  return {
    parser: 'swc',
    tsConfig: { fileName: join(root, 'tsconfig.json') },
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^generated/'] },
    exclude: { path: ['\\.test\\.tsx?$', '/testing/'] },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  }
}

function isTypeOnly({ type, typeOnly, specifiers = [] }) {
  if (type !== 'ImportDeclaration' && type !== 'ExportNamedDeclaration') return false
  return typeOnly || (specifiers.length > 0 && specifiers.every((specifier) => specifier.isTypeOnly))
}

/** Patterns of the files where the browser's part of a page begins. */
exports.browserFiles = () => {
  const sources = ['app', 'lib'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name)),
  )
  return sources
    .filter((file) => /^['"]use client['"]/.test(readFileSync(file, 'utf8').trimStart()))
    .map((file) => `^${escapePattern(relative(root, file))}$`)
}

const escapePattern = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
