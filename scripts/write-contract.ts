import { mkdir, writeFile } from 'node:fs/promises'
import { minifyContractRouter } from '@orpc/contract'
import { contract } from '@/lib/pipeline/contract'

// What the browser's client reads of a route. The rest of the contract, its words for the reference and its policies,
// would be a tenth of a page's script.
const wanted = ['method', 'path', 'inputStructure', 'outputStructure', 'successStatus']

interface Leaf {
  readonly '~orpc': { readonly route?: Readonly<Record<string, unknown>> }
}
const isLeaf = (node: object): node is Leaf => '~orpc' in node

const strip = (node: object): object => {
  if (!isLeaf(node))
    return Object.fromEntries(Object.entries(node).map(([name, below]) => [name, strip(below as object)]))
  const route = Object.entries(node['~orpc'].route ?? {}).filter(([name]) => wanted.includes(name))
  return { '~orpc': { meta: {}, errorMap: {}, route: Object.fromEntries(route) } }
}

await mkdir('generated', { recursive: true })
await writeFile('generated/contract.json', JSON.stringify(strip(minifyContractRouter(contract))))
