import { AsyncLocalStorage } from 'node:async_hooks'
import pino from 'pino'

/** Ids that every line written during a request or a job carries. */
export interface LogContext {
  readonly requestId?: string
  readonly jobId?: string
  readonly job?: string
  readonly userId?: string
}

const storage = new AsyncLocalStorage<LogContext>()

export const withLogContext = <T>(context: LogContext, run: () => T): T =>
  storage.run({ ...storage.getStore(), ...context }, run)

/** Structured log on standard error, one JSON object a line; standard output belongs to command results. */
export const log = pino(
  {
    // biome-ignore lint/style/noProcessEnv: the log must work before, and when, the environment fails to parse.
    level: process.env.LOG_LEVEL || 'info',
    base: { pid: process.pid },
    mixin: () => ({ ...storage.getStore() }),
    redact: [
      '*.password',
      '*.token',
      '*.apiKey',
      '*.authorization',
      'headers.cookie',
      'headers.authorization',
    ],
  },
  pino.destination({ fd: 2, sync: true }),
)
