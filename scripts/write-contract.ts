import { mkdir, writeFile } from 'node:fs/promises'
import { minifyContractRouter } from '@orpc/contract'
import { contract } from '@/lib/pipeline/contract'

// Methods and paths of the API for the browser's client, without its schemas.
await mkdir('generated', { recursive: true })
await writeFile('generated/contract.json', JSON.stringify(minifyContractRouter(contract)))
