import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

/**
 * Which addresses a delivery may go to. Officers type the address and the server fetches it, so without this they could reach
 * whatever the server reaches (SSRF): the cloud's metadata service, the database, the council's inner network.
 * Names are resolved here, once; every address found must be allowed and the connection is made to that very address, so that a name
 * which answers differently the second time (DNS rebinding) gains nothing.
 */

/** Never allowed, not even in one-machine set-ups: cloud metadata, "this network", multicast, reserved. */
const never = new BlockList()
never.addSubnet('0.0.0.0', 8, 'ipv4')
never.addSubnet('169.254.0.0', 16, 'ipv4')
never.addAddress('168.63.129.16', 'ipv4') // Azure's host: a public address that is not outside
never.addAddress('100.100.100.200', 'ipv4') // Alibaba's metadata service
never.addAddress('192.0.0.192', 'ipv4') // Oracle's metadata service
never.addSubnet('224.0.0.0', 4, 'ipv4')
never.addSubnet('240.0.0.0', 4, 'ipv4')
never.addAddress('::', 'ipv6')
never.addSubnet('fe80::', 10, 'ipv6')
never.addSubnet('ff00::', 8, 'ipv6')
never.addAddress('fd00:ec2::254', 'ipv6') // AWS's metadata service

/** Not outside: IANA's special-purpose IPv4 registry. */
const inside = new BlockList()
inside.addSubnet('10.0.0.0', 8, 'ipv4')
inside.addSubnet('100.64.0.0', 10, 'ipv4')
inside.addSubnet('127.0.0.0', 8, 'ipv4')
inside.addSubnet('172.16.0.0', 12, 'ipv4')
inside.addSubnet('192.0.0.0', 24, 'ipv4')
inside.addSubnet('192.0.2.0', 24, 'ipv4')
inside.addSubnet('192.88.99.0', 24, 'ipv4')
inside.addSubnet('192.168.0.0', 16, 'ipv4')
inside.addSubnet('198.18.0.0', 15, 'ipv4')
inside.addSubnet('198.51.100.0', 24, 'ipv4')
inside.addSubnet('203.0.113.0', 24, 'ipv4')
inside.addSubnet('2001::', 23, 'ipv6')
inside.addSubnet('2001:db8::', 32, 'ipv6')
inside.addSubnet('2002::', 16, 'ipv6')
inside.addSubnet('3fff::', 20, 'ipv6')

/**
 * IPv6 the other way round: only global unicast is outside. That leaves out loopback, unique local, IPv4 written as IPv6 (mapped,
 * compatible, NAT64), all of which can lead back inside.
 */
const globalUnicast = new BlockList()
globalUnicast.addSubnet('2000::', 3, 'ipv6')
/** What `allowPrivate` adds. */
const privateV6 = new BlockList()
privateV6.addAddress('::1', 'ipv6')
privateV6.addSubnet('fc00::', 7, 'ipv6')

export function addressAllowed(address: string, allowPrivate: boolean): boolean {
  const family = isIP(address)
  if (family === 4) return !never.check(address, 'ipv4') && (allowPrivate || !inside.check(address, 'ipv4'))
  if (family !== 6 || address.includes('%') || never.check(address, 'ipv6')) return false
  if (allowPrivate && privateV6.check(address, 'ipv6')) return true
  return globalUnicast.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

const insideNames =
  /(^|\.)(localhost|local|localdomain|internal|intranet|lan|home|corp|home\.arpa|test|invalid|onion)$/

/**
 * What is wrong with an address as it is written, in an officer's words; undefined when nothing is. The WHATWG URL parser has turned
 * 2130706433, 0x7f.1 and 0177.0.0.1 into 127.0.0.1 before they are looked at.
 */
export function urlProblem(text: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:\/\//i.test(text)) return 'Enter a full web address, like https://example.gov.uk/in'
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) {
    return 'The address must begin with https://'
  }
  if (url.username !== '' || url.password !== '')
    return 'The address must not have a user name or password in it'
  if (url.hash !== '') return 'The address must not have a # in it'
  const host = hostOf(url)
  if (host === '') return 'Enter a full web address, like https://example.gov.uk/in'
  if (isIP(host)) {
    return addressAllowed(host, allowPrivate)
      ? undefined
      : `Deliveries may not go to ${host}: it is not a public address`
  }
  if (!allowPrivate && (insideNames.test(host) || !host.includes('.'))) {
    return `Deliveries may not go to ${host}: it is not a public name`
  }
  return undefined
}

/** The host without brackets and without the dot that may end a full name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
}

export interface FoundAddress {
  address: string
  family: 4 | 6
}

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>

const resolveByDns: Resolve = (host) => lookup(host, { all: true })

/**
 * The addresses behind a host, all of them allowed.
 * @throws AddressNotAllowed when any of them is not; errors of the resolver as they are
 */
export async function findAddresses(
  url: URL,
  allowPrivate: boolean,
  resolve: Resolve = resolveByDns,
): Promise<FoundAddress[]> {
  const host = hostOf(url)
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host)
  if (found.length === 0) throw new Error(`${host} has no address`)
  const refused = found.find(({ address }) => !addressAllowed(address, allowPrivate))
  if (refused) throw new AddressNotAllowed(host)
  return found as FoundAddress[]
}

/** Thrown when a name leads to an address that is not outside. */
export class AddressNotAllowed extends Error {
  constructor(host: string) {
    super(`${host} leads to an address that deliveries may not go to`)
  }
}
