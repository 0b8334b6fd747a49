import { Worker } from 'node:worker_threads'

/**
 * Ends this process soon after its parent died. A closed channel tells so too, but only to an event loop that runs:
 * one model call can block it for minutes, on a machine whose next worker already wants the memory. A thread of its
 * own sees it all the same.
 */
export const watchParent = (intervalMs = 1_000): void => {
  const thread = new Worker(
    `const parent = process.ppid
     setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, ${intervalMs})`,
    { eval: true, env: {} },
  )
  // Without it the process would only live longer than its parent, in the middle of a call.
  thread.on('error', () => {})
  thread.unref()
}
