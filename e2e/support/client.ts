import { createORPCClient } from '@orpc/client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '@/lib/pipeline/contract'
import type { Api } from '@/lib/ui/api/client'

type Credentials = Readonly<Record<string, string>>

/** One person, as a program that speaks the API over HTTP. */
export interface Client {
  /** The headers that say who it is. */
  readonly credentials: Credentials
  readonly api: Api
  /** What the contract does not hold: uploads, downloads, blobs. `path` begins with a slash. */
  fetch(path: string, init?: RequestInit): Promise<Response>
}

const clientWith = (baseURL: string, credentials: Credentials): Client => {
  const link = new OpenAPILink(contract, { url: `${baseURL}/api/v1`, headers: () => ({ ...credentials }) })
  return {
    credentials,
    api: createORPCClient(link),
    fetch: (path, init = {}) =>
      fetch(`${baseURL}${path}`, { ...init, headers: { ...credentials, ...init.headers } }),
  }
}

/** Somebody who is not signed in. */
export const strangerAt = (baseURL: string): Client => clientWith(baseURL, {})

/** With a personal token. */
export const clientOf = (baseURL: string, token: string): Client =>
  clientWith(baseURL, { authorization: `Bearer ${token}` })

/** Signed in with a password, as a browser is. */
export const signIn = async (baseURL: string, email: string, password: string): Promise<Client> => {
  const cookies = new Map<string, string>()
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [name = '', ...value] = line.split(';')[0]!.split('=')
      cookies.set(name, value.join('='))
    }
    return response
  }
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const { csrfToken } = await keep(await fetch(`${baseURL}/api/auth/csrf`)).json()
  const answer = keep(
    await fetch(`${baseURL}/api/auth/callback/credentials`, {
      method: 'POST',
      headers: { cookie: cookie() },
      body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
      redirect: 'manual',
    }),
  )
  if (answer.status !== 200) throw new Error(`${email} could not sign in: ${answer.status}`)
  return clientWith(baseURL, { cookie: cookie() })
}
