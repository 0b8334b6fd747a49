import { redirect } from 'next/navigation'
import { requireMember } from '../../session'

/** A project opens where its person's work is: the line's beginning for who runs it, one's own work for the others. */
export default async function ProjectPage({ params }: { params: Promise<{ project: string }> }) {
  const { project } = await params
  const { member } = await requireMember(project)
  redirect(`/p/${project}/${member.role === 'admin' ? 'catalog' : 'work'}`)
}
