import { z } from 'zod'
import { id, route } from '@/lib/platform/api/base'
import { locale, password, personName } from '../schema'
import { createdToken, meView, newToken, tokenView } from './schema'

const tags = ['account']

export const accountContract = {
  me: route('user')
    .route({ method: 'GET', path: '/me', tags, summary: 'Get yourself and your projects' })
    .output(meView),
  update: route('user')
    .route({ method: 'PATCH', path: '/me', tags, summary: 'Change your name or language' })
    .input(z.object({ name: personName.optional(), locale: locale.nullable().optional() }))
    .output(meView),
  changePassword: route('user')
    .route({
      method: 'POST',
      path: '/me/password',
      tags,
      summary: 'Change your password',
      description: 'Only from a signed-in browser: a token cannot do it.',
    })
    .input(z.object({ current: z.string().min(1).max(200), next: password }))
    .output(z.object({ changed: z.literal(true) })),
  tokens: route('user')
    .route({ method: 'GET', path: '/me/tokens', tags, summary: 'List your personal tokens' })
    .output(z.array(tokenView)),
  createToken: route('user')
    .route({
      method: 'POST',
      path: '/me/tokens',
      tags,
      summary: 'Create a personal token',
      description:
        'The secret is in this answer and never again. Only from a signed-in browser, so that a token cannot outlive itself.',
    })
    .input(newToken)
    .output(createdToken),
  revokeToken: route('user')
    .route({ method: 'DELETE', path: '/me/tokens/{id}', tags, summary: 'Revoke a personal token' })
    .input(z.object({ id }))
    .output(z.object({ id })),
}
