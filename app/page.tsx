import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getMe } from '@/lib/pipeline/project'
import { projectCookie } from './project-cookie'
import { requireViewer } from './session'

/** Nobody stays here: to sign in, to the project seen last, or to what a person without a project can do. */
export default async function StartPage() {
  const viewer = await requireViewer('/')
  const projects = (await getMe(viewer)).projects.filter((project) => !project.archived)
  const last = (await cookies()).get(projectCookie)?.value
  const project = projects.find(({ slug }) => slug === last) ?? projects[0]
  redirect(project ? `/p/${project.slug}` : viewer.siteAdmin ? '/admin' : '/account')
}
