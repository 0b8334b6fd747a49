import type { Draw } from '@/lib/engines/editor/editor'
import type { Prisma } from '@/lib/platform/db'

type Candidate = Prisma.CandidateGetPayload<Record<never, never>>

const drawOf = ({ index, seed, params }: Candidate): Draw => ({
  index,
  seed: Number(seed),
  params: params as Draw['params'],
})

/** The draws that were computed together with a candidate's, itself among them; `mates` are all of its task. */
export const batchOf = (candidate: Candidate, mates: readonly Candidate[]): readonly Draw[] => {
  const { batch } = candidate.params as Draw['params']
  if (batch === undefined) return [drawOf(candidate)]
  return mates.filter(({ params }) => (params as Draw['params']).batch === batch).map(drawOf)
}
