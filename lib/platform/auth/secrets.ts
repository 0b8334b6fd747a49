import { createHash, randomBytes } from 'node:crypto'

/** A secret for a link or a token, and what is kept of it: only its hash, since 256 random bits need no salt. */
export const newSecret = (prefix: string): { secret: string; hash: string } => {
  const secret = `${prefix}_${randomBytes(32).toString('base64url')}`
  return { secret, hash: hashSecret(secret) }
}

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex')
