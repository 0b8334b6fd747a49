/** Runs once when the web server boots: an environment that lacks something refuses to start, with a list of what. */
export const register = async (): Promise<void> => {
  // biome-ignore lint/style/noProcessEnv: Next's own flag, which it replaces while it bundles.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { env } = await import('@/lib/platform/env')
  env()
}
