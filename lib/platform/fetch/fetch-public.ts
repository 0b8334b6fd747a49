import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { isIP } from 'node:net'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Agent, type Dispatcher, request } from 'undici'
import { ExemplarError } from '@/lib/platform/errors'
import { guardedLookup, type Resolve, refusedAddress, resolveBySystem } from './guarded-lookup'
import { type AllowList, mayConnect, parseAllowList } from './public-address'

export interface FetchPublicOptions {
  /** Where the body goes; the file must not exist, and does not exist after an error. */
  readonly toFile: string
  readonly maxBytes: number
  /** For the whole download, redirects included. */
  readonly timeoutMs: number
  /** Addresses, CIDR ranges and host names that are open although they are not public. */
  readonly allow?: readonly string[]
  readonly signal?: AbortSignal
  /** How names are resolved; the system's resolver unless a test says otherwise. */
  readonly resolve?: Resolve
}

export interface FetchedFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
  /** What the server calls it. Not to be believed; look at the content. */
  readonly declaredType: string | null
  /** After redirects. */
  readonly url: string
}

const maxRedirects = 5

/**
 * Downloads a URL that a person gave us into a file. Only http and https, only to public addresses (checked when the
 * socket connects, on every redirect again), with limits on size and time. Errors never carry anything of the answer but
 * its status, so that the download cannot be used to read what it must not reach.
 *
 * Throws `bad-input` (not a fetchable URL), `refused` (not a public address), `too-large`, `unavailable` (the server
 * failed, answered with an error or took too long), `cancelled` (by `signal`).
 */
export const fetchPublic = async (url: string, options: FetchPublicOptions): Promise<FetchedFile> => {
  const allow = parseAllowList(options.allow ?? [])
  const agent = new Agent({
    connect: { lookup: guardedLookup(allow, options.resolve ?? resolveBySystem), timeout: options.timeoutMs },
    // Each download has its own agent: no socket outlives the check that opened it.
    pipelining: 0,
  })
  const deadline = AbortSignal.timeout(options.timeoutMs)
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
  try {
    const { target, answer } = await follow(url, allow, agent, signal)
    return await save(target, answer, options, signal)
  } catch (error) {
    throw explain(error, options, deadline)
  } finally {
    await agent.destroy()
  }
}

const badUrl = (message: string) =>
  new ExemplarError('bad-input', message, { field: 'url', fix: 'Give a full http:// or https:// address.' })

const checkUrl = (url: string, base: URL | null, allow: AllowList): URL => {
  if (!URL.canParse(url, base?.href)) throw badUrl('The URL cannot be read.')
  const parsed = new URL(url, base?.href)
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') {
    throw badUrl(`The URL’s scheme ${parsed.protocol} is not http or https.`)
  }
  if (parsed.username || parsed.password) throw badUrl('The URL contains a user name or a password.')
  // Sockets skip the lookup for literal addresses, so these are judged here.
  const host = parsed.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !allow.hosts.has(host) && !mayConnect(host, allow)) throw refusedAddress(host)
  return parsed
}

const follow = async (url: string, allow: AllowList, dispatcher: Agent, signal: AbortSignal) => {
  let target = checkUrl(url, null, allow)
  for (let hop = 0; hop <= maxRedirects; hop++) {
    const answer = await request(target, {
      dispatcher,
      signal,
      // Bytes as they are: nothing that unpacks to more than what was counted.
      headers: { accept: 'image/*,*/*;q=0.5', 'accept-encoding': 'identity', 'user-agent': 'Exemplar' },
    })
    const location = answer.headers.location
    if (answer.statusCode === 200) return { target, answer }
    answer.body.on('error', () => {}).destroy()
    if (answer.statusCode < 300 || answer.statusCode > 399 || typeof location !== 'string') {
      throw new ExemplarError('unavailable', `The server answered with status ${answer.statusCode}.`, {
        field: 'url',
        fix: 'Open the URL in a browser to check it, then try again.',
        detail: { status: answer.statusCode },
      })
    }
    target = checkUrl(location, target, allow)
  }
  throw new ExemplarError('unavailable', `The URL redirects more than ${maxRedirects} times.`, {
    field: 'url',
    fix: 'Give the address at which the redirects end.',
  })
}

const tooLarge = (maxBytes: number) =>
  new ExemplarError(
    'too-large',
    `The file behind the URL is larger than ${Math.floor(maxBytes / 2 ** 20)} MB.`,
    {
      field: 'url',
      fix: 'Use a smaller version of the file.',
      detail: { maxBytes },
    },
  )

const save = async (
  target: URL,
  answer: Dispatcher.ResponseData,
  { toFile, maxBytes }: FetchPublicOptions,
  signal: AbortSignal,
): Promise<FetchedFile> => {
  const announced = Number(answer.headers['content-length'] ?? 0)
  if (announced > maxBytes) {
    answer.body.on('error', () => {}).destroy()
    throw tooLarge(maxBytes)
  }
  const hash = createHash('sha256')
  let bytes = 0
  const counted = async function* (source: Readable) {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > maxBytes) throw tooLarge(maxBytes)
      hash.update(chunk)
      yield chunk
    }
  }
  const file = createWriteStream(toFile, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(answer.body, counted, file, { signal })
  } catch (error) {
    // A file that was there before is not ours to remove.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(toFile, { force: true })
    throw error
  }
  const declared = answer.headers['content-type']
  return {
    path: toFile,
    bytes,
    sha256: hash.digest('hex'),
    declaredType: typeof declared === 'string' ? declared : null,
    url: target.href,
  }
}

/** Turns whatever a socket, a resolver or an abort threw into one of our errors; ours may be wrapped inside. */
const explain = (error: unknown, options: FetchPublicOptions, deadline: AbortSignal): unknown => {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof ExemplarError) return at
  }
  if (options.signal?.aborted) {
    return new ExemplarError('cancelled', 'The download was cancelled.', { field: 'url' })
  }
  if (deadline.aborted) {
    return new ExemplarError('unavailable', `The download took longer than ${options.timeoutMs} ms.`, {
      field: 'url',
      fix: 'Try again later, or upload the file.',
    })
  }
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EEXIST' || code === 'ENOSPC' || code === 'EACCES') return error
  return new ExemplarError(
    'unavailable',
    'The server of the URL cannot be reached or broke the connection.',
    {
      field: 'url',
      fix: 'Check the address, then try again.',
      detail: code ? { code } : {},
      cause: error,
    },
  )
}
