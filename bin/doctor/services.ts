import { readdirSync } from 'node:fs'
import path from 'node:path'
import { db } from '@/lib/platform/db'
import { env } from '@/lib/platform/env'
import { queueNames } from '@/lib/platform/queue/define-job'
import { queueDepth } from '@/lib/platform/queue/queues'
import { check } from './check'

export const checkDatabase = (root: string) =>
  check('database', 'Start PostgreSQL, and check DATABASE_URL.', async () => {
    const wanted = readdirSync(path.join(root, 'prisma/migrations'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    const [{ version = '' } = {}] = await db().$queryRaw<{ version: string }[]>`
      SELECT current_setting('server_version') AS version`
    const [{ exists = false } = {}] = await db().$queryRaw<{ exists: boolean }[]>`
      SELECT to_regclass('_prisma_migrations') IS NOT NULL AS "exists"`
    const applied = exists
      ? await db().$queryRaw<{ name: string }[]>`
          SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL`
      : []
    const missing = wanted.filter((name) => !applied.some((row) => row.name === name))
    return missing.length === 0
      ? { state: 'ok', says: `PostgreSQL ${version}, ${wanted.length} migrations applied` }
      : {
          state: 'fail',
          says: `PostgreSQL ${version}, not migrated: ${missing.join(', ')}`,
          fix: 'npm run prisma -- migrate deploy',
        }
  })

export const checkQueue = () =>
  check('queue', 'Check REDIS_URL, or unset it to keep the queue in PostgreSQL.', async () => {
    const depths = await Promise.all(queueNames.map(queueDepth))
    const jobs = depths.reduce((sum, depth) => sum + depth, 0)
    return {
      state: 'ok',
      says: `${env().REDIS_URL ? 'Redis' : 'PostgreSQL'}, ${jobs} jobs waiting or running`,
    }
  })

/** Tries every provider; only the one that is configured has to work. */
export const checkInference = () =>
  check('inference', 'npm ci', async () => {
    const { probeProvider, providers } = await import('@/lib/diffusion/onnx/providers')
    const states = await Promise.all(providers.map(probeProvider))
    const { EXEMPLAR_PROVIDER: wanted } = env()
    const usable = states.flatMap((state) => (state.usable ? [state.provider] : []))
    const rest = states.flatMap((state) =>
      state.usable ? [] : [`${state.provider} is not: ${state.reason}`],
    )
    const says = [`onnxruntime computes on ${usable.join(', ') || 'nothing'}`, ...rest].join('\n')
    const broken = states.find(
      ({ provider, usable }) => !usable && (provider === wanted || provider === 'cpu'),
    )
    if (broken) return { state: 'fail', says, ...(broken.fix !== undefined && { fix: broken.fix }) }
    const cuda = states.find(({ provider }) => provider === 'cuda')
    return { state: 'ok', says, ...(cuda?.fix !== undefined && { fix: cuda.fix }) }
  })

const endpointMs = 5_000

export const checkLanguage = () =>
  check('language', 'Check OPENAI_BASE_URL, and whether the endpoint is running.', async () => {
    const { OPENAI_BASE_URL, OPENAI_API_KEY: key, OPENAI_MODEL: model } = env()
    if (!OPENAI_BASE_URL && !key && !model)
      return { state: 'ok', says: 'no endpoint; the offline engine, which is no model, is used' }
    if (!model || (!OPENAI_BASE_URL && !key)) {
      const fix = model ? 'Set OPENAI_BASE_URL, or OPENAI_API_KEY, or both.' : 'Set OPENAI_MODEL.'
      return { state: 'warn', says: 'incomplete, so the engine “openai” is not offered', fix }
    }
    const base = OPENAI_BASE_URL ?? 'https://api.openai.com/v1'
    const response = await fetch(`${base.replace(/\/$/, '')}/models`, {
      headers: { authorization: `Bearer ${key ?? 'none'}` },
      signal: AbortSignal.timeout(endpointMs),
    })
    await response.body?.cancel()
    if (response.status === 401 || response.status === 403)
      return { state: 'fail', says: `${base} refuses the key`, fix: 'Check OPENAI_API_KEY.' }
    // Not every compatible endpoint lists its models; that it answers is what matters.
    return response.status < 500
      ? { state: 'ok', says: `${base} answers, model ${model}` }
      : { state: 'fail', says: `${base} answers ${response.status}`, fix: 'Look at the endpoint’s own log.' }
  })
