import type { ProjectActor } from '@/lib/platform/auth/actor'
import { ExemplarError } from '@/lib/platform/errors'
import { getWorkTime, workTimeCsv } from './get-work-time'
import { workTimeChoice } from './schema'

/** Answers with everybody's work time as a CSV file, for payment. */
export const serveWorkTime = async (request: Request, actor: ProjectActor): Promise<Response> => {
  const choice = workTimeChoice.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  if (!choice.success) {
    const [issue] = choice.error.issues
    throw new ExemplarError('bad-input', issue?.message ?? 'not valid', {
      field: issue?.path.join('.') ?? '',
    })
  }
  const rows = await getWorkTime(actor, choice.data)
  return new Response(workTimeCsv(rows), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="work-time.csv"',
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
