import { ExemplarError } from '@/lib/platform/errors'
import { loadRuntime } from './runtime'

/** Where a session computes. */
export const providers = ['cpu', 'cuda', 'webgpu'] as const
export type Provider = (typeof providers)[number]
/** What a configuration may say; `auto` is the first usable of cuda, webgpu, cpu. */
export type ProviderChoice = Provider | 'auto'

export interface ProviderState {
  readonly provider: Provider
  readonly usable: boolean
  /** Why not, in the runtime's words. */
  readonly reason?: string
  readonly fix?: string
}

const fixes: Record<Provider, string> = {
  cpu: 'Install the packages again: npm ci',
  cuda: 'For an NVIDIA card: npm rebuild onnxruntime-node --onnxruntime-node-install=cuda12',
  webgpu: 'Install a graphics driver with Vulkan (Linux), Metal (macOS) or Direct3D 12 (Windows).',
}

/** `y = Identity(x)`, float32 [1], as an ONNX file of opset 13: the least that a provider can be tried with. */
const tinyModel = Buffer.from(
  '08073a370a100a017812017922084964656e746974791201675a0f0a0178120a0a08080112040a02080162' +
    '0f0a0179120a0a08080112040a0208014202100d',
  'hex',
)

/** The last line of what the runtime says, without the place in its own source. */
const reasonOf = (error: unknown): string => {
  const words = error instanceof Error ? error.message : String(error)
  return (words.trim().split('\n').at(-1) ?? '').replace(/^.* was false\. /, '').trim()
}

/**
 * Tries each provider with a session of its own: that a package brings a provider says nothing about the driver and
 * the card that it needs.
 */
export const probeProvider = async (provider: Provider): Promise<ProviderState> => {
  const { InferenceSession } = await loadRuntime()
  try {
    const session = await InferenceSession.create(tinyModel, { executionProviders: [provider] })
    await session.release()
    return { provider, usable: true }
  } catch (error) {
    return { provider, usable: false, reason: reasonOf(error), fix: fixes[provider] }
  }
}

/** The provider that a choice means on this machine. Errors: `unavailable` with how to install the one asked for. */
export const resolveProvider = async (choice: ProviderChoice): Promise<Provider> => {
  const wanted: readonly Provider[] = choice === 'auto' ? ['cuda', 'webgpu', 'cpu'] : [choice]
  let last: ProviderState | undefined
  for (const provider of wanted) {
    last = await probeProvider(provider)
    if (last.usable) return provider
  }
  throw providerMissing(choice === 'auto' ? 'cpu' : choice, last?.reason)
}

export const providerMissing = (provider: Provider, reason = 'not installed'): ExemplarError =>
  new ExemplarError('unavailable', `The execution provider “${provider}” is not usable here: ${reason}`, {
    field: 'provider',
    fix: fixes[provider],
  })
