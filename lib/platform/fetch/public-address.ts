import ipaddr from 'ipaddr.js'

/** What an administrator opens on purpose: addresses, CIDR ranges and exact host names. */
export interface AllowList {
  readonly hosts: ReadonlySet<string>
  readonly ranges: readonly (readonly [ipaddr.IPv4 | ipaddr.IPv6, number])[]
}

export const parseAllowList = (entries: readonly string[]): AllowList => {
  const hosts = new Set<string>()
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = []
  for (const entry of entries.map((e) => e.trim().toLowerCase()).filter(Boolean)) {
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry))
    else if (ipaddr.isValid(entry)) {
      const address = ipaddr.parse(entry)
      ranges.push([address, address.kind() === 'ipv4' ? 32 : 128])
    } else hosts.add(entry)
  }
  return { hosts, ranges }
}

const globalUnicast6 = ipaddr.parseCIDR('2000::/3')

const inRange = (
  address: ipaddr.IPv4 | ipaddr.IPv6,
  [base, bits]: readonly [ipaddr.IPv4 | ipaddr.IPv6, number],
) =>
  address.kind() === base.kind() &&
  address.match([base, bits] as [ipaddr.IPv4, number] & [ipaddr.IPv6, number])

/**
 * Whether an address may be connected to: a public one, or one that the administrator opened. Refused are private,
 * loopback, link-local, unique-local, carrier-grade NAT, multicast and reserved ones, and every IPv6 form that carries an
 * IPv4 address (mapped, NAT64, 6to4, Teredo), since the gateway behind it could lead anywhere.
 */
export const mayConnect = (address: string, allow: AllowList): boolean => {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (allow.ranges.some((range) => inRange(parsed, range))) return true
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || inRange(parsed, globalUnicast6)
}
