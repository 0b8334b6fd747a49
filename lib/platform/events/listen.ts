import pg from 'pg'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'

/**
 * Listens on PostgreSQL channels with one connection of its own, reconnecting for as long as it is wanted.
 * `heard` is also called once per channel after every (re)connection, since what was said meanwhile is lost.
 */
export const listen = (
  channels: readonly string[],
  heard: (channel: string, payload: string) => void,
): (() => Promise<void>) => {
  let wanted = true
  let client: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined

  const connect = async () => {
    const next = new pg.Client({
      connectionString: env().DATABASE_URL,
      keepAlive: true,
      application_name: 'exemplar-listen',
    })
    const lost = (error?: Error) => {
      if (client !== next && client !== undefined) return
      client = undefined
      next.removeAllListeners()
      next.on('error', () => {}) // a dying connection may complain again
      next.end().catch(() => {})
      if (!wanted) return
      if (error) log.warn({ error: error.message }, 'the event connection was lost; reconnecting')
      clearTimeout(retry)
      retry = setTimeout(() => void connect(), 500)
    }
    next.on('error', lost)
    next.on('end', () => lost())
    next.on('notification', (message) => heard(message.channel, message.payload ?? ''))
    try {
      await next.connect()
      client = next
      for (const channel of channels) await next.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      for (const channel of channels) heard(channel, '')
    } catch (error) {
      lost(error instanceof Error ? error : new Error(String(error)))
    }
    if (!wanted) await next.end().catch(() => {})
  }
  const connecting = connect()

  return async () => {
    wanted = false
    clearTimeout(retry)
    await connecting
    await client?.end().catch(() => {})
  }
}
