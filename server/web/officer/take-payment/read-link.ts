import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { type Channel, readAddress } from '../../../messages/index.ts'
import type { FieldProblem, PostedForm } from '../page.ts'
import type { Standing } from './standing.ts'

export const cardTyped = 'This looks like a card number. Never type card numbers here.'

/** What the field shows again after a mistake: never a card number, and no more than an address can have. */
export function shownAgain(text: string): string {
  return looksLikeCardNumber(text) ? '' : text.slice(0, 300)
}

export type ReadLink =
  | { kind: 'usable'; channel: Channel; to: string }
  | { kind: 'wrong'; problem: FieldProblem }

/** Where the link goes: an address of the answers, or another one that is typed. What has an @ is meant as an e-mail address. */
export function readLink(posted: PostedForm, { channels, contact }: Standing): ReadLink {
  const where = posted.text('where')
  if (where === 'email' && contact.email) return { kind: 'usable', channel: 'email', to: contact.email }
  if (where === 'phone' && contact.phone) return { kind: 'usable', channel: 'text', to: contact.phone }
  const wrong = (message: string, field = 'to'): ReadLink => ({ kind: 'wrong', problem: { field, message } })
  const choices = contact.email !== undefined || contact.phone !== undefined
  if (choices && where !== 'other') return wrong('Choose where to send the link', 'where')
  const typed = posted.text('to').trim()
  if (typed === '') return wrong(`Enter ${askedFor(channels)}`)
  if (looksLikeCardNumber(typed)) return wrong(cardTyped)
  const meant: Channel = typed.includes('@') ? 'email' : 'text'
  const channel = channels.includes(meant) ? meant : channels[0]
  if (!channel) return wrong('Your organisation cannot send messages yet')
  const read = readAddress(channel, typed)
  if (read.kind === 'usable') return { kind: 'usable', channel, to: typed }
  return wrong(
    channel === 'email'
      ? 'Enter an email address in the correct format, like name@example.com'
      : 'Enter a UK mobile number, like 07700 900 982',
  )
}

const asked = { email: 'an email address', text: 'a UK mobile number' }
const labels = { email: 'Email address', text: 'UK mobile number' }

/** "an email address or a UK mobile number" */
function askedFor(channels: Channel[]): string {
  return channels.map((channel) => asked[channel]).join(' or ')
}

/** "Email address or UK mobile number" */
export function addressLabel(channels: Channel[]): string {
  return channels.map((channel) => labels[channel]).join(' or ')
}
