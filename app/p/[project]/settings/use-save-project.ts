'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { readProblem } from '@/lib/ui/api/api-error'
import { type Api, query } from '@/lib/ui/api/client'
import { toast } from '@/lib/ui/feedback/toast'
import { toastProblem } from '../../../problem-state'

export type Project = Awaited<ReturnType<Api['projects']['get']>>

type Change = Omit<Parameters<Api['projects']['update']>[0], 'project' | 'version'>

/** The version that the page's forms began with, or that one of them saved; they share it. */
export type OpenedVersion = readonly [version: number, set: (version: number) => void]

export interface SettingsFormProps {
  project: Project
  opened: OpenedVersion
}

/**
 * Saves a part of the project over the version that its form began with. When somebody else was faster the form
 * keeps what was typed, `theirs` is what they saved, and saving again goes over it knowingly.
 */
export const useSaveProject = (project: Project, [version, setVersion]: OpenedVersion) => {
  const t = useTranslations('settings')
  const client = useQueryClient()
  const router = useRouter()
  const [theirs, setTheirs] = useState<Project | null>(null)
  const update = useMutation(
    query.projects.update.mutationOptions({
      onSuccess: (saved) => {
        setVersion(saved.version)
        setTheirs(null)
        void client.invalidateQueries({ queryKey: query.projects.get.key() })
        router.refresh()
        toast({ text: t('saved') })
      },
      onError: (error) => {
        const { code, detail } = readProblem(error)
        const latest = code === 'conflict' ? (detail?.theirs as Project | undefined) : undefined
        if (!latest) return toastProblem(error)
        setTheirs(latest)
        setVersion(latest.version)
      },
    }),
  )
  return {
    theirs,
    busy: update.isPending,
    save: (change: Change) => update.mutate({ project: project.slug, version, ...change }),
  }
}
