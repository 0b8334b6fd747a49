export interface EmbeddedPostgres {
  readonly url: string
  readonly pid: number
  isServing(): boolean
  revive(): Promise<void>
  leave(): Promise<void>
}

export function joinPostgres(
  home: string,
  options?: { signal?: AbortSignal; settings?: Record<string, string> },
): Promise<EmbeddedPostgres>
