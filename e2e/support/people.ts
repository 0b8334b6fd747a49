import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { type Client, signIn, strangerAt } from './client'

export type Role = 'rater' | 'reviewer' | 'admin'

export interface Person {
  readonly email: string
  readonly password: string
}

/** One of the demo's three people, with the password that this installation made for them. */
export const demoPerson = (role: Role, home = process.env.E2E_HOME!): Person => {
  const { accounts } = JSON.parse(readFileSync(path.join(home, 'postgres/demo.json'), 'utf8'))
  return accounts.find((account: { role: Role }) => account.role === role)
}

/** A project of its own with three people, who came by invitation; `name` becomes its address. */
export const foundProject = async (
  baseURL: string,
  name: string,
): Promise<{ slug: string; people: Record<Role, Person>; admin: Client }> => {
  const { email, password } = demoPerson('admin')
  const { api } = await signIn(baseURL, email, password)
  const { slug } = await api.projects.create({ name })
  const join = async (role: Role): Promise<Person> => {
    const person = { email: `${role}@${slug}.example.org`, password: `a light table for ${slug}` }
    const { path: link } = await api.people.invite({ project: slug, email: person.email, role })
    const token = link.split('/').at(-1)!
    await strangerAt(baseURL).api.people.acceptInvitation({
      token,
      name: `The ${role}`,
      password: person.password,
    })
    return person
  }
  const people = { rater: await join('rater'), reviewer: await join('reviewer'), admin: await join('admin') }
  return { slug, people, admin: await signIn(baseURL, people.admin.email, people.admin.password) }
}

/** Through the page, as everybody does. */
export const signInAs = async (page: Page, { email, password }: Person): Promise<void> => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(/\/p\/[^/]+\/\w/, { timeout: 60_000 })
}

/** A browser of their own, signed in. */
export const openAs = async (browser: Browser, person: Person): Promise<Page> => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await signInAs(page, person)
  return page
}
