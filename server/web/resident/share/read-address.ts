import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import type { Language } from '../../../../form-schemas/words.ts'
import { type Channel, readAddress } from '../../../messages/index.ts'
import { type Asks, shareWords } from './share-words.ts'

/** What the one field asks for, by what the organisation can send. */
export function asks(channels: Channel[]): Asks {
  return channels.length > 1 ? 'either' : (channels[0] ?? 'either')
}

export type ReadTo =
  | { kind: 'usable'; channel: Channel; to: string }
  /** `held`: what the field shows again. Never a card number. */
  | { kind: 'wrong'; message: string; held: string }

/** Longer than any address: the field shows no more of it again. */
const longestHeld = 300

/** One field for both kinds of address: what has an @ is meant as an e-mail address. */
export function readTo(typed: string, channels: Channel[], language: Language): ReadTo {
  const words = shareWords[language]
  const text = typed.trim()
  const held = text.slice(0, longestHeld)
  if (text === '') return { kind: 'wrong', message: words.wrong[asks(channels)], held }
  if (looksLikeCardNumber(text)) return { kind: 'wrong', message: words.card, held: '' }
  const meant: Channel = text.includes('@') ? 'email' : 'text'
  const channel = channels.includes(meant) ? meant : channels[0]
  if (!channel || readAddress(channel, text).kind === 'unusable') {
    return { kind: 'wrong', message: channel === 'email' ? words.wrongEmail : words.wrongMobile, held }
  }
  return { kind: 'usable', channel, to: text }
}
