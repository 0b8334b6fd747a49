import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'

// Every variable that the product reads, in one place; `process.env` is forbidden elsewhere. An empty string means
// absent, since that is what container tooling passes for "not set".

const port = z.coerce.number().int().min(1).max(65_535)

const schema = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  DATABASE_URL: z.string().startsWith('postgres', 'must be a postgresql:// address'),
  REDIS_URL: z.string().startsWith('redis', 'must be a redis:// or rediss:// address').optional(),
  EXEMPLAR_HOME: z
    .string()
    .default('.exemplar')
    .transform((home) => path.resolve(home)),
  /** Set by `npm start`: one machine, embedded PostgreSQL, demo accounts allowed. */
  EXEMPLAR_EMBEDDED: z
    .enum(['0', '1'])
    .default('0')
    .transform((flag) => flag === '1'),
  NEXTAUTH_SECRET: z
    .string()
    .min(32, 'must be at least 32 characters; make one with `openssl rand -base64 48`'),
  NEXTAUTH_URL: z.url().default('http://127.0.0.1:3000'),
  PORT: port.default(3000),
  /** Where programs are looked for; the doctor reads it. */
  PATH: z.string().default(''),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  /** CPU-bound threads for pixels; default: all cores but one. */
  EXEMPLAR_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(Math.max(1, os.availableParallelism() - 1)),
  /** The folder whose subfolders are models; without it a worker has the embedded engines only. */
  EXEMPLAR_MODELS: z
    .string()
    .transform((folder) => path.resolve(folder))
    .optional(),
  /** What computes them. `auto` takes the fastest that is there; any other that is missing is an error. */
  EXEMPLAR_PROVIDER: z.enum(['auto', 'cpu', 'cuda', 'webgpu']).default('auto'),
  /** CPU threads of a model's session; default: onnxruntime's choice. */
  EXEMPLAR_MODEL_THREADS: z.coerce.number().int().min(1).max(256).optional(),
  /** Pairs that the editor makes in one call at most; default: 4, and 8 where a card computes. */
  EXEMPLAR_MODEL_BATCH: z.coerce.number().int().min(1).max(256).optional(),
  /** After so long without work a device gives its models' memory back. */
  EXEMPLAR_MODEL_IDLE_SECONDS: z.coerce.number().min(1).default(600),
  OPENAI_BASE_URL: z.url().optional(),
  OPENAI_API_KEY: z.string().optional(),
  OPENAI_MODEL: z.string().optional(),
  /** Prices of the configured model, per million tokens, in any one currency. */
  OPENAI_PROMPT_PRICE: z.coerce.number().min(0).optional(),
  OPENAI_COMPLETION_PRICE: z.coerce.number().min(0).optional(),
  /** The hub that models are pulled from, and a token for what it does not give to everybody. */
  HF_ENDPOINT: z
    .url()
    .default('https://huggingface.co')
    .transform((url) => url.replace(/\/+$/, '')),
  HF_TOKEN: z.string().optional(),
  /** Hosts and CIDR ranges that imports by URL may reach although they are private, comma-separated. */
  EXEMPLAR_FETCH_ALLOW: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
  /** Folders on the server that imports by folder may read, comma-separated; none by default. */
  EXEMPLAR_IMPORT_ROOTS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    ),
})

export type Env = z.infer<typeof schema>

const models = schema.pick({
  EXEMPLAR_HOME: true,
  EXEMPLAR_MODELS: true,
  EXEMPLAR_MODEL_BATCH: true,
  EXEMPLAR_MODEL_IDLE_SECONDS: true,
  EXEMPLAR_PROVIDER: true,
  HF_ENDPOINT: true,
  HF_TOKEN: true,
})

const knownDefaults = new Set(['changeme', 'secret', 'dev-secret-dev-secret-dev-secret', 'x'.repeat(32)])

/** Parses an environment; throws one Error that lists every variable at fault, with the rule it broke. */
export const parseEnv = (source: Record<string, string | undefined>): Env => {
  const present = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = schema.safeParse(present)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => {
        const name = issue.path.join('.')
        return `  ${name} ${present[name] === undefined ? 'is missing' : issue.message}`
      })
  const secret = present.NEXTAUTH_SECRET
  if (secret !== undefined && (knownDefaults.has(secret) || new Set(secret).size < 8))
    problems.push(
      '  NEXTAUTH_SECRET is a well-known or repeated value; make one with `openssl rand -base64 48`',
    )
  if (problems.length > 0 || !parsed.success)
    throw new Error(`Exemplar cannot start, the environment is incomplete:\n${problems.join('\n')}`)
  return parsed.data
}

let cached: Env | undefined

/** The process's environment, parsed at first use so that `--help` and builds need none. */
export const env = (): Env => {
  cached ??= parseEnv(process.env)
  return cached
}

/** The part that models need, which works without a database and before there are secrets. */
export const modelsEnv = () => {
  const read = models.parse(
    Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== '')),
  )
  const home = path.join(read.EXEMPLAR_HOME, 'models')
  return { ...read, modelsHome: home, modelsFolder: read.EXEMPLAR_MODELS ?? home }
}

/** Takes over what the launcher worked out: where the embedded database is, and this installation's secrets. */
export const adoptEnv = (more: Readonly<Record<string, string>>): void => {
  Object.assign(process.env, more)
  cached = undefined
}
