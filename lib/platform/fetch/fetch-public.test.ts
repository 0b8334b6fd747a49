import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FetchPublicOptions, fetchPublic } from './fetch-public'
import { mayConnect, parseAllowList } from './public-address'

let dir: string
let servers: Server[]
let hits: string[]

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'fetch-'))
  servers = []
  hits = []
})

afterEach(async () => {
  for (const server of servers) {
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  }
  await rm(dir, { recursive: true })
})

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer((req, res) => {
    hits.push(req.url ?? '')
    listener(req, res)
  })
  servers.push(server)
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const local = ['127.0.0.1']
const get = (url: string, options: Partial<FetchPublicOptions> = {}) =>
  fetchPublic(url, { toFile: join(dir, 'file'), maxBytes: 100_000, timeoutMs: 5000, ...options })
const fileIsGone = () => expect(existsSync(join(dir, 'file'))).toBe(false)

describe('fetchPublic', () => {
  it('streams an allowed address into a file and says what it got', async () => {
    const origin = await serve((_, res) => res.setHeader('content-type', 'image/png').end('pixels'))
    const result = await get(`${origin}/a.png`, { allow: ['127.0.0.0/8'] })
    expect(result).toMatchObject({ bytes: 6, declaredType: 'image/png', url: `${origin}/a.png` })
    expect(result.sha256).toBe(createHash('sha256').update('pixels').digest('hex'))
    expect(await readFile(result.path, 'utf8')).toBe('pixels')
  })

  it.each([
    'http://127.0.0.1:PORT/',
    'http://2130706433:PORT/',
    'http://0x7f.1:PORT/',
    'http://[::ffff:127.0.0.1]:PORT/',
    'http://[::1]:PORT/',
    'http://localhost:PORT/',
    'http://0.0.0.0:PORT/',
  ])('refuses %s without the allow-list, before a request is sent', async (template) => {
    const origin = await serve((_, res) => res.end('secret'))
    const url = template.replace('PORT', new URL(origin).port)
    await expect(get(url)).rejects.toMatchObject({ code: 'refused', field: 'url' })
    expect(hits).toEqual([])
    fileIsGone()
  })

  it('refuses a redirect to an address that is not allowed', async () => {
    const inner = await serve((_, res) => res.end('secret'))
    const outer = await serve((_, res) =>
      res.writeHead(302, { location: `${inner.replace('127.0.0.1', '[::1]')}/` }).end(),
    )
    await expect(get(outer, { allow: local })).rejects.toMatchObject({ code: 'refused' })
    expect(hits).toEqual(['/'])
  })

  it('refuses a redirect to another scheme', async () => {
    const origin = await serve((_, res) => res.writeHead(302, { location: 'file:///etc/passwd' }).end())
    await expect(get(origin, { allow: local })).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('refuses a name that resolves to loopback, even beside a public address', async () => {
    const origin = await serve((_, res) => res.end('secret'))
    const url = `http://photos.example:${new URL(origin).port}/`
    const resolve: FetchPublicOptions['resolve'] = (_, done) =>
      done(null, [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ])
    await expect(get(url, { resolve })).rejects.toMatchObject({ code: 'refused' })
    expect(hits).toEqual([])
  })

  it('connects to the address that it checked, and reaches an allowed host by name', async () => {
    const origin = await serve((req, res) => res.end(req.headers.host))
    let asked = 0
    const resolve: FetchPublicOptions['resolve'] = (_, done) => {
      asked++
      done(null, [{ address: '127.0.0.1', family: 4 }])
    }
    const url = `http://photos.example:${new URL(origin).port}/`
    const result = await get(url, { resolve, allow: ['photos.example'] })
    expect(await readFile(result.path, 'utf8')).toBe(new URL(url).host)
    expect(asked).toBe(1)
  })

  it('follows five redirects and not six', async () => {
    const origin = await serve((req, res) => {
      const left = Number(req.url?.slice(1))
      if (left === 0) res.end('there')
      else res.writeHead(307, { location: `/${left - 1}` }).end()
    })
    expect((await get(`${origin}/5`, { allow: local })).url).toBe(`${origin}/0`)
    await rm(join(dir, 'file'))
    await expect(get(`${origin}/6`, { allow: local })).rejects.toMatchObject({ code: 'unavailable' })
  })

  it('stops a body that is too large, announced or not, and leaves no file', async () => {
    const announced = await serve((_, res) => res.end(Buffer.alloc(200_000)))
    await expect(get(announced, { allow: local })).rejects.toMatchObject({ code: 'too-large' })
    const endless = await serve((_, res) => {
      const timer = setInterval(() => res.write(Buffer.alloc(30_000)), 1)
      res.on('close', () => clearInterval(timer))
    })
    await expect(get(endless, { allow: local })).rejects.toMatchObject({ code: 'too-large' })
    fileIsGone()
  })

  it('gives up on a server that stalls, and on a cancelled download', async () => {
    const stalling = await serve((_, res) => res.write('a'))
    await expect(get(stalling, { allow: local, timeoutMs: 200 })).rejects.toMatchObject({
      code: 'unavailable',
    })
    const cancel = new AbortController()
    setTimeout(() => cancel.abort(), 50)
    await expect(get(stalling, { allow: local, signal: cancel.signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
    fileIsGone()
  })

  it('names the status of an error and nothing of its body', async () => {
    const origin = await serve((_, res) => res.writeHead(500).end('stack trace with a password'))
    const error = await get(origin, { allow: local }).catch((e: unknown) => e)
    expect(error).toMatchObject({ code: 'unavailable', detail: { status: 500 } })
    expect(JSON.stringify(error)).not.toContain('password')
  })

  it.each([
    'ftp://example.com/a',
    'javascript:alert(1)',
    'not a url',
    'http://user:pw@example.com/',
    '//host/path',
  ])('refuses %s as an address', async (url) => {
    await expect(get(url)).rejects.toMatchObject({ code: 'bad-input', field: 'url' })
  })

  it('does not overwrite or remove a file that was there before', async () => {
    const origin = await serve((_, res) => res.end('new'))
    await writeFile(join(dir, 'file'), 'old')
    await expect(get(origin, { allow: local })).rejects.toMatchObject({ code: 'EEXIST' })
    expect(await readFile(join(dir, 'file'), 'utf8')).toBe('old')
  })
})

describe('mayConnect', () => {
  const none = parseAllowList([])
  it.each([
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '127.0.0.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    'nonsense',
  ])('refuses %s', (address) => {
    expect(mayConnect(address, none)).toBe(false)
  })

  it.each(['8.8.8.8', '93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946'])('allows %s', (address) => {
    expect(mayConnect(address, none)).toBe(true)
  })

  it('opens what the allow-list names and no more', () => {
    const allow = parseAllowList(['10.0.0.0/24', 'fd00::/8', ' Storage.Internal ', '192.168.1.5'])
    expect(['10.0.0.9', 'fd00::1', '192.168.1.5'].every((a) => mayConnect(a, allow))).toBe(true)
    expect(['10.0.1.9', 'fc00::1', '192.168.1.6'].some((a) => mayConnect(a, allow))).toBe(false)
    expect([...allow.hosts]).toEqual(['storage.internal'])
  })
})
