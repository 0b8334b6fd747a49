import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a hub does wrong with one file; each is used up by one request, `always` is not. */
export type Mischief =
  | { readonly kind: 'break-off'; readonly afterBytes: number }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'wrong-bytes'; readonly always?: boolean }
  | { readonly kind: 'new-version'; readonly content: Buffer }

interface Stored {
  content: Buffer
  version: number
  readonly isLarge: boolean
  readonly mischief: Mischief[]
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
const gitBlob = (bytes: Buffer) =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

export const commit = 'c0ffee0000000000000000000000000000000000'

/** A hub on a free port of this machine that speaks Hugging Face's protocol, pages of two files, and misbehaves when told to. */
export const startHub = async (
  files: Readonly<Record<string, Buffer>>,
  { token }: { token?: string } = {},
) => {
  const stored = new Map<string, Stored>(
    Object.entries(files).map(([path, content]) => [
      path,
      { content, version: 1, isLarge: content.length > 1_000, mischief: [] },
    ]),
  )
  const requests: { path: string; range: string | null; ifRange: string | null; bytes: number }[] = []

  const tree = (url: URL, origin: string, response: ServerResponse) => {
    const at = Number(url.searchParams.get('cursor') ?? 0)
    const all = [...stored].map(([path, { content, isLarge }]) => ({
      type: 'file',
      path,
      size: content.length,
      oid: isLarge ? 'f'.repeat(40) : gitBlob(content),
      ...(isLarge && { lfs: { oid: sha256(content), size: content.length, pointerSize: 134 } }),
    }))
    const listed = [{ type: 'directory', path: 'unet', size: 0, oid: 'd'.repeat(40) }, ...all]
    if (at + 2 < listed.length) {
      url.searchParams.set('cursor', String(at + 2))
      response.setHeader('link', `<${origin}${url.pathname}${url.search}>; rel="next"`)
    }
    response.setHeader('content-type', 'application/json').end(JSON.stringify(listed.slice(at, at + 2)))
  }

  const send = async (file: Stored, path: string, request: IncomingMessage, response: ServerResponse) => {
    const range = request.headers.range ?? null
    const noted = { path, range, ifRange: request.headers['if-range']?.toString() ?? null, bytes: 0 }
    requests.push(noted)
    const mischief = file.mischief[0]
    if (mischief && !('always' in mischief && mischief.always)) file.mischief.shift()
    if (mischief?.kind === 'status') {
      if (mischief.retryAfter) response.setHeader('retry-after', mischief.retryAfter)
      response.writeHead(mischief.status).end()
      return
    }
    if (mischief?.kind === 'new-version')
      Object.assign(file, { content: mischief.content, version: file.version + 1 })
    const etag = `"${path}-${file.version}"`
    const wanted = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const isSame = noted.ifRange === null || noted.ifRange === etag
    const from = mischief?.kind === 'ignore-range' || !isSame ? 0 : wanted
    const content = mischief?.kind === 'wrong-bytes' ? Buffer.alloc(file.content.length, 7) : file.content
    response.setHeader('etag', etag)
    if (from >= content.length && from > 0) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
      return
    }
    const body = content.subarray(from)
    if (from > 0) response.setHeader('content-range', `bytes ${from}-${content.length - 1}/${content.length}`)
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': body.length })
    const cut =
      mischief?.kind === 'break-off' || mischief?.kind === 'stall' ? mischief.afterBytes : body.length
    noted.bytes = Math.min(cut, body.length)
    await new Promise((written) => response.write(body.subarray(0, cut), written))
    if (mischief?.kind === 'break-off') {
      // Lets what was written leave before the connection is reset under it.
      await new Promise((resolve) => setTimeout(resolve, 50))
      response.destroy()
    } else if (mischief?.kind !== 'stall') response.end()
  }

  const server = createServer((request, response) => {
    const origin = `http://${request.headers.host}`
    const url = new URL(request.url ?? '/', origin)
    if (token && request.headers.authorization !== `Bearer ${token}`) response.writeHead(401).end()
    else if (url.pathname === '/api/models/team/tiny/revision/main')
      response.end(JSON.stringify({ sha: commit }))
    else if (url.pathname === `/api/models/team/tiny/tree/${commit}`) tree(url, origin, response)
    else {
      const path = url.pathname.replace(`/team/tiny/resolve/${commit}/`, '')
      const file = stored.get(decodeURIComponent(path))
      if (file) void send(file, path, request, response)
      else response.writeHead(404).end()
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    /** What the file's next requests meet, one each. */
    plague: (path: string, ...mischief: Mischief[]) => stored.get(path)!.mischief.push(...mischief),
    /** Another file of the same name, as after a push. */
    publish: (path: string, content: Buffer) => {
      const file = stored.get(path)!
      Object.assign(file, { content, version: file.version + 1 })
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((stopped) => server.close(stopped))
    },
  }
}
