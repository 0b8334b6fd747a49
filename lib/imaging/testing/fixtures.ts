import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of reference values, or null where it is not at hand; the tests that need it are skipped then. */
export const fixturesDir: string | null = (() => {
  const dir = process.env.EXEMPLAR_FIXTURES
  return dir && existsSync(dir) ? dir : null
})()

/** Ends the name of a `describe.skipIf(!fixturesDir)`, so that the report says why it was skipped. */
export const needsFixtures = fixturesDir ? '' : ' (skipped: EXEMPLAR_FIXTURES is not set)'

export const fixturePath = (...parts: string[]): string => join(fixturesDir ?? '', ...parts)

export const readFixtureJson = (...parts: string[]): unknown =>
  JSON.parse(readFileSync(fixturePath(...parts), 'utf8'))

/** Reads a NumPy 1.0 array of float32 or uint8, little-endian and in C order. */
export const readNpy = (path: string): { shape: number[]; data: Float32Array | Uint8Array } => {
  const bytes = readFileSync(path)
  const headerEnd = 10 + bytes.readUInt16LE(8)
  const header = bytes.toString('latin1', 10, headerEnd)
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((s) => s.trim())
    .map(Number)
  const body = bytes.buffer.slice(bytes.byteOffset + headerEnd, bytes.byteOffset + bytes.length)
  return { shape, data: header.includes("'<f4'") ? new Float32Array(body) : new Uint8Array(body) }
}
