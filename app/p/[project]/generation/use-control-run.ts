'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { query } from '@/lib/ui/api/client'
import { toastProblem } from '../../../problem-state'

/** Pause, resume or cancel; every place that shows the run looks again. */
export const useControlRun = () => {
  const client = useQueryClient()
  return useMutation(
    query.generation.control.mutationOptions({
      onError: toastProblem,
      onSettled: () => {
        void client.invalidateQueries({ queryKey: query.generation.key() })
        void client.invalidateQueries({ queryKey: query.jobs.runs.key() })
      },
    }),
  )
}
