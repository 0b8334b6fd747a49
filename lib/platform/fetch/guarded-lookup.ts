import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { ExemplarError } from '@/lib/platform/errors'
import { type AllowList, mayConnect } from './public-address'

export type Resolve = (host: string, done: (error: Error | null, addresses: LookupAddress[]) => void) => void

export const resolveBySystem: Resolve = (host, done) => {
  systemLookup(host, { all: true, verbatim: true }, done)
}

export const refusedAddress = (host: string): ExemplarError =>
  new ExemplarError('refused', `The URL’s host ${host} does not have a public address.`, {
    field: 'url',
    fix: 'Use a public URL, upload the file, or ask an administrator to allow this host.',
  })

/**
 * The lookup that a socket calls when it connects. What it checks is what is connected to, so a name that resolves
 * differently the second time (DNS rebinding) gains nothing. One bad address refuses the name: which of several
 * addresses a socket takes is not ours to choose.
 */
export const guardedLookup =
  (allow: AllowList, resolve: Resolve): LookupFunction =>
  (host, options, callback) => {
    resolve(host, (error, addresses) => {
      if (error) return callback(error, '', 0)
      const open = allow.hosts.has(host.toLowerCase())
      const [first] = addresses
      if (!first || !(open || addresses.every((a) => mayConnect(a.address, allow)))) {
        return callback(refusedAddress(host), '', 0)
      }
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
