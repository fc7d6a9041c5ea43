import { check } from '../../form-schemas/questions/email/answer.ts'
import type { Channel } from './sender.ts'

export type ReadAddress = { kind: 'usable'; address: string } | { kind: 'unusable'; message: string }

/** What a form asks for, so that every address it accepts can be written to (RFC 5321, 254 characters or fewer, one line). */
const email = { type: 'email', key: 'to', label: 'Email address', validate: { required: true } } as const

/** What was typed, as a sender takes it: an e-mail address, or a UK mobile number as `+447…`. */
export function readAddress(channel: Channel, typed: string): ReadAddress {
  return channel === 'email' ? readEmail(typed.trim()) : readMobile(typed.trim())
}

function readEmail(typed: string): ReadAddress {
  const [error] = check(email, typed, 'en')
  return error ? { kind: 'unusable', message: error.message } : { kind: 'usable', address: typed }
}

/** Ofcom gives 071 to 075 and 077 to 079 to mobiles, and 07624 on the Isle of Man; 070 and 076 cannot take texts. */
function readMobile(typed: string): ReadAddress {
  const compact = typed.replace(/\(0\)/, '').replace(/[ ().\-–]/g, '')
  const national = compact.replace(/^(?:\+|00)?44(?=7)/, '0')
  return /^07(?:[1-57-9]\d{8}|624\d{6})$/.test(national)
    ? { kind: 'usable', address: `+44${national.slice(1)}` }
    : { kind: 'unusable', message: 'Enter a UK mobile number, like 07700 900 982' }
}

/** "j…@example.com", "…900982": enough to tell two people apart, not enough to reach either. */
export function maskAddress(channel: Channel, address: string): string {
  if (channel === 'text') return `…${address.slice(-6)}`
  const [first = ''] = address
  return `${first}…${address.slice(address.lastIndexOf('@'))}`
}
