// How fast a blob of a photograph's size gets its address.
import { createHash } from 'node:crypto'
import { medianMs, report } from './measure'

const sizeBytes = 4 * 1024 * 1024
const blob = Buffer.alloc(sizeBytes, 'photograph')

const ms = await medianMs(() => createHash('sha256').update(blob).digest('hex'))
report('hash-blob', { sizeBytes, medianMs: Number(ms.toFixed(3)) })
