import type { ConnectionOutcome, SettingField } from '../payments/gateway.ts'

export type Channel = 'email' | 'text'

/** A message as a sender gets it. Everything but the reference is personal data: never logged, never part of an outcome. */
export interface OutgoingMessage {
  channel: Channel
  /** An e-mail address, or a UK mobile number as `+447…`. */
  to: string
  /** One line; empty for text messages. */
  subject: string
  /** Plain text with `\n`; never read as HTML. */
  text: string
  language: 'en' | 'cy'
  /** Says nothing about anybody, and stays the same over every attempt: what a repeat is recognised by. */
  reference: string
  /** An attempt before this one may have got through: a sender that can look it up does so first. */
  mayHaveGone: boolean
}

/** `message` is in an officer's words and repeats nothing of what the supplier said: it might repeat the address. */
export type SendOutcome =
  | { kind: 'sent'; senderMessageId: string }
  /** This message will never go (bad address, template, trial account). */
  | { kind: 'refused'; code: string; message: string }
  /** Not known to have gone, or not now: no answer, too busy, a key that is no longer right. Tried again. */
  | { kind: 'unreachable'; message: string }

/** The opened settings of one sender, as its own schema allows them. */
export type SenderSettings = Record<string, unknown>

/** What carries messages. One file each; adding one edits no other. */
export interface Sender {
  /** Registry name: "govuk-notify". */
  name: string
  /** As officers know it: "GOV.UK Notify". */
  title: string
  channels: readonly Channel[]
  /** Takes test messages of organisations that have nothing better, needs no settings and reaches nobody. */
  standsIn?: true
  settingFields: readonly SettingField[]
  /** Refuses settings that cannot carry the channel. @throws BadInput, never repeating a value */
  parseSettings(settings: unknown, channel: Channel): SenderSettings
  /** Where messages go, in an officer's words and without secrets. */
  describe(settings: SenderSettings): string
  /** Proves the settings with a call that sends nothing. */
  testConnection(settings: SenderSettings, channel: Channel): Promise<ConnectionOutcome>
  /** Ends within 40 seconds. Never throws for what the other side does: every such end is an outcome. */
  send(settings: SenderSettings, message: OutgoingMessage): Promise<SendOutcome>
}
