import { createServer } from 'node:net'
import { LaunchError } from './launch-error.mjs'

const DEFAULT_PORT = 3000
const MAX_PORT = 65_535

/** Reads `--port`, `--host` and PORT. `listen` is where the server binds, `address` what a person opens. */
export function readAddress({ port: portOption, host = '127.0.0.1' }) {
  const text = portOption ?? (process.env.PORT || String(DEFAULT_PORT))
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > MAX_PORT) {
    const source = portOption === undefined ? 'PORT' : '--port'
    throw new LaunchError(
      `${source} is ${JSON.stringify(text)}, which is no port.`,
      `Use a number from 1 to ${MAX_PORT}.`,
    )
  }
  const everywhere = host === '0.0.0.0' || host === '::'
  const bracketed = host.includes(':') ? `[${host}]` : host
  const own = everywhere ? '127.0.0.1' : bracketed
  return {
    host,
    port,
    address: `http://${everywhere || host === '127.0.0.1' ? 'localhost' : bracketed}:${port}`,
    health: `http://${own}:${port}/api/health`,
  }
}

/** Finds out before minutes of work whether the web server will be able to listen. */
export async function requirePort({ host, port }) {
  const error = await tryListen(host, port)
  if (!error) return
  if (error.code === 'EADDRINUSE') {
    let free = port + 1
    while (free < MAX_PORT && (await tryListen(host, free))) free++
    throw new LaunchError(
      `Port ${port} is taken by another program.`,
      `Choose another: npm start -- --port ${free}   or   PORT=${free} npm start`,
    )
  }
  if (error.code === 'EACCES') {
    throw new LaunchError(
      `Port ${port} needs rights that you do not have.`,
      'Choose one from 1024 up: --port 3000',
    )
  }
  throw new LaunchError(
    `Cannot listen on ${host}: ${error.message}`,
    'Give an address of this machine: --host 0.0.0.0',
  )
}

function tryListen(host, port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })
}
