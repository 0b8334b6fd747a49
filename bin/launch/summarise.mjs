/** Prints the one line that sums up runs of tests or checks, and returns the exit code that it stands for. */
export function summarise(counts) {
  const total = (name) => counts.reduce((sum, count) => sum + count[name], 0)
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : ''
  console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`)
  return total('failed') > 0 ? 1 : 0
}
