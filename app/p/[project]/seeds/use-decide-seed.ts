'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, query } from '@/lib/ui/api/client'

type Decision = Omit<Parameters<typeof api.seeds.decide>[0], 'project'>

/** A reviewer's word on one seed. Lists and the rail look again, whatever the answer. */
export const useDecideSeed = (project: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (decision: Decision) => api.seeds.decide({ project, ...decision }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: query.seeds.key() })
      void client.invalidateQueries({ queryKey: query.projects.counts.key() })
    },
  })
}
