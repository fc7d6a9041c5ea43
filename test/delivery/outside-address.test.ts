import { describe, expect, test } from 'vitest'
import { createHttpDestination } from '../../server/delivery/destinations/http.ts'
import { addressAllowed, urlProblem } from '../../server/delivery/destinations/outside-address.ts'
import { BadInput } from '../../server/errors.ts'
import { parcel } from './destination-contract.ts'

const secret = 'a-secret-of-the-back-office'

/** Ways into the inside, and things that are no address of a back office. All over https unless the scheme is the point. */
const refused = [
  // Loopback, in all its spellings
  'https://127.0.0.1/',
  'https://127.1/',
  'https://127.255.255.254/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0x7f.0.0.1/',
  'https://0177.0.0.1/',
  'https://017700000001/',
  'https://127.0.0.1./',
  'https://①②⑦.⓪.⓪.①/',
  'https://%31%32%37.0.0.1/',
  'https://0/',
  'https://0.0.0.0/',
  'https://[::1]/',
  'https://[0:0:0:0:0:0:0:1]/',
  'https://[::]/',
  'https://localhost/',
  'https://LOCALHOST./',
  'https://api.localhost/',
  // IPv4 inside IPv6
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:7f00:1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[::127.0.0.1]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[64:ff9b:1::a00:1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:0:7f00:1::]/',
  // Private networks
  'https://10.0.0.1/',
  'https://10.255.255.255/',
  'https://172.16.0.1/',
  'https://172.31.255.255/',
  'https://192.168.1.1/',
  'https://100.64.0.1/',
  'https://198.18.0.1/',
  'https://3232235777/',
  'https://[fc00::1]/',
  'https://[fd12:3456:789a::1]/',
  // Link-local and metadata services
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/',
  'https://0xa9fea9fe/',
  'https://169.254.170.2/',
  'https://100.100.100.200/',
  'https://192.0.0.192/',
  'https://168.63.129.16/',
  'https://[fd00:ec2::254]/',
  'https://[fe80::1]/',
  'https://metadata.google.internal/',
  'https://metadata/',
  // Multicast, broadcast, reserved, documentation
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://240.0.0.1/',
  'https://192.0.2.1/',
  'https://203.0.113.7/',
  'https://[ff02::1]/',
  'https://[2001:db8::1]/',
  // Inner names
  'https://intranet/',
  'https://printer.local/',
  'https://db.internal/',
  'https://router.home.arpa/',
  // Other schemes, and addresses that hide where they go
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
  'gopher://example.com/',
  'javascript:alert(1)',
  'data:text/plain,hello',
  '//example.com/',
  'https:/example.com/',
  'https:example.com',
  'https://user:pass@example.com/',
  'https://example.com@127.0.0.1/',
  'https://example.com/#part',
  'https://',
  'https:///',
  'https://exa mple.com/',
  'not an address',
  '',
]

describe('addresses that deliveries may not go to', () => {
  test('the table is long enough to mean something', () => {
    expect(new Set(refused).size).toBe(refused.length)
    expect(refused.length).toBeGreaterThanOrEqual(70)
  })

  test.each(refused)('%s is refused when it is saved, and when it is used', async (url) => {
    const destination = createHttpDestination({
      allowPrivate: false,
      clock: { now: () => new Date() },
      resolve: async () => {
        throw new Error('It must not get as far as asking for the address')
      },
    })
    expect(() => destination.parseSettings({ url, secret })).toThrow(BadInput)
    expect(await destination.send({ url, secret }, parcel())).toMatchObject({ kind: 'address-not-allowed' })
  })

  test.each([
    'https://example.com/',
    'https://api.example.gov.uk:8443/in?key=1',
    'https://93.184.215.14/',
    'https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/',
    'https://172.32.0.1/',
    'https://council.xn--p1ai/',
  ])('%s is fine', (url) => {
    expect(urlProblem(url, false)).toBeUndefined()
  })

  test.each([
    '169.254.169.254',
    'fe80::1',
    '0.0.0.0',
    '::',
    '224.0.0.1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    'fe80::1%eth0',
    'nonsense',
    '',
  ])('%s is never allowed, not even where private addresses are', (address) => {
    expect(addressAllowed(address, true)).toBe(false)
  })

  test.each(['127.0.0.1', '10.1.2.3', '192.168.0.9', '::1', 'fd12::1', '93.184.215.14'])(
    '%s is allowed where private addresses are',
    (address) => {
      expect(addressAllowed(address, true)).toBe(true)
    },
  )
})
