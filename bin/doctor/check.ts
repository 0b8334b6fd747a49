/** One thing that an installation needs, and how it stands. */
export interface Finding {
  readonly name: string
  readonly state: 'ok' | 'warn' | 'fail'
  readonly says: string
  /** What to do about it. */
  readonly fix?: string
}

const patienceMs = 10_000

/** Runs a check; what it throws, or not answering, is a failure of its own with the reason. */
export const check = async (
  name: string,
  fix: string,
  look: () => Promise<Omit<Finding, 'name'>>,
): Promise<Finding> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1_000} seconds`)), patienceMs)
  })
  try {
    return { name, ...(await Promise.race([look(), late])) }
  } catch (error) {
    return { name, state: 'fail', says: error instanceof Error ? error.message : String(error), fix }
  } finally {
    clearTimeout(timer)
  }
}
