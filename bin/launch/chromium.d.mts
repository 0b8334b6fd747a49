interface Report {
  step(title: string, work: () => Promise<void>): Promise<void>
  line(text: string): void
}

export function ensureChromium(report: Report, options: { signal: AbortSignal }): Promise<string>
