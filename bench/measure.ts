import { performance } from 'node:perf_hooks'

const RUNS = 5

/** Runs `work` once to warm up and five times by the clock; returns the median in milliseconds. */
export async function medianMs(work: () => Promise<unknown> | unknown): Promise<number> {
  await work()
  const times: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const begun = performance.now()
    await work()
    times.push(performance.now() - begun)
  }
  return median(times)
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}

/** Ends a bench: its figures as one line of JSON, the last that it prints. Names carry their unit. */
export function report(name: string, figures: Record<string, number | string>): void {
  console.log(JSON.stringify({ name, ...figures }))
}
