import { describe, expect, test } from 'vitest'
import { parseEnv } from './env'

const secret = 'Zk3v9PqLm2Xc8Rt5Yw1Nb7Hd4Jf6Gs0A'
const complete = { DATABASE_URL: 'postgresql://somebody@localhost/exemplar', NEXTAUTH_SECRET: secret }

describe('the environment', () => {
  test('needs a database and a secret, and lists everything that is missing at once', () => {
    expect(() => parseEnv({})).toThrow(/DATABASE_URL is missing[\s\S]*NEXTAUTH_SECRET is missing/)
  })

  test('takes an empty string for absent', () => {
    expect(parseEnv({ ...complete, REDIS_URL: '' }).REDIS_URL).toBeUndefined()
    expect(() => parseEnv({ ...complete, NEXTAUTH_SECRET: '' })).toThrow('NEXTAUTH_SECRET is missing')
  })

  test.each(['short', 'dev-secret-dev-secret-dev-secret', 'x'.repeat(40), 'abab'.repeat(12)])(
    'refuses the well-known or repeated secret %s',
    (NEXTAUTH_SECRET) => {
      expect(() => parseEnv({ ...complete, NEXTAUTH_SECRET })).toThrow('NEXTAUTH_SECRET')
    },
  )

  test('refuses what is no database address, naming the variable and never its value', () => {
    const DATABASE_URL = 'mysql://somebody:hidden@localhost/exemplar'
    expect(() => parseEnv({ ...complete, DATABASE_URL })).toThrow(/DATABASE_URL must be a postgresql/)
    expect(() => parseEnv({ ...complete, DATABASE_URL })).not.toThrow(/hidden/)
  })

  test('reads lists without their spaces', () => {
    const { EXEMPLAR_FETCH_ALLOW } = parseEnv({
      ...complete,
      EXEMPLAR_FETCH_ALLOW: ' 10.0.0.0/8 , images.internal ,',
    })
    expect(EXEMPLAR_FETCH_ALLOW).toEqual(['10.0.0.0/8', 'images.internal'])
  })
})
