import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { countLine, getMe, getProject } from '@/lib/pipeline/project'
import { requireMember } from '../../session'
import { ProjectShell } from './project-shell'

interface ProjectLayoutProps {
  children: ReactNode
  params: Promise<{ project: string }>
}

export const generateMetadata = async ({ params }: ProjectLayoutProps): Promise<Metadata> => {
  const { member } = await requireMember((await params).project)
  const { name } = await getProject(member)
  return { title: { default: name, template: `%s · ${name}` } }
}

export default async function ProjectLayout({ children, params }: ProjectLayoutProps) {
  const { project } = await params
  const { viewer, member } = await requireMember(project)
  const [me, { slug, name }, counts] = await Promise.all([
    getMe(viewer),
    getProject(member),
    countLine(member),
  ])
  return (
    <ProjectShell
      project={{ slug, name }}
      user={{ name: me.name, email: me.email, role: member.role, siteAdmin: me.siteAdmin }}
      others={me.projects.filter((other) => other.slug !== slug && !other.archived)}
      counts={counts}
    >
      {children}
    </ProjectShell>
  )
}
