import { z } from 'zod'
import type { Channel, SendOutcome } from '../sender.ts'
import type { NotifyAnswer } from './notify-asker.ts'

const Errors = z.object({ errors: z.array(z.object({ error: z.string() })).min(1) })

export interface NotifyFailure {
  /** `refused`: this message. `settings`: whatever we send. `unreachable`: now. */
  kind: 'refused' | 'settings' | 'unreachable'
  /** Notify's name of the error: "ValidationError". */
  code: string
  /** In words of ours: Notify's own may repeat the address. */
  message: string
}

/** What a refusal of Notify's means. Its documentation asks to go by the name of the error, not by its text. */
export function notifyFailure({ status, body }: NotifyAnswer, about: 'message' | 'template'): NotifyFailure {
  const name = Errors.safeParse(body).data?.errors[0]?.error ?? ''
  const code = /^[A-Za-z]{1,60}$/.test(name) ? name : `notify-${status}`
  if (status === 403 || name === 'AuthError') {
    const message = 'GOV.UK Notify does not accept our API key, or the clock of this server is wrong'
    return { kind: 'settings', code, message }
  }
  if (name === 'TooManyRequestsError') {
    const message =
      'The service has sent as many messages today as GOV.UK Notify lets it. We will try again by ourselves'
    return { kind: 'unreachable', code, message }
  }
  if (status === 400 || (status === 404 && about === 'template')) {
    return { kind: 'refused', code, message: refusedWords(code, about) }
  }
  if (status === 429)
    return { kind: 'unreachable', code, message: 'GOV.UK Notify asks us to come back later' }
  return { kind: 'unreachable', code, message: `GOV.UK Notify failed (${status})` }
}

function refusedWords(code: string, about: 'message' | 'template'): string {
  if (about === 'template') return 'GOV.UK Notify has no template of this ID'
  return code === 'BadRequestError'
    ? 'GOV.UK Notify will not send this (BadRequestError): the service may be in trial mode or have a team key, or the template is not right'
    : `GOV.UK Notify will not send this (${code}): the address or the template is not right`
}

const Sent = z.object({ id: z.string().min(1).max(100) })

/** Undefined when the answer is not Notify's. */
export function readSentId(body: unknown): string | undefined {
  return Sent.safeParse(body).data?.id
}

const Found = z.object({
  notifications: z.array(
    z.object({ id: z.string().max(100), reference: z.string().nullish(), status: z.string() }),
  ),
})

/**
 * What became of earlier attempts under our reference. One that is on its way, or there, is adopted; one to an address that does not
 * exist will not get there by repeating; after other failures Notify asks to send again.
 * Undefined when the answer could not be read.
 */
export function readFound(
  body: unknown,
  reference: string,
): Extract<SendOutcome, { kind: 'sent' | 'refused' }> | { kind: 'none' } | undefined {
  const notifications = Found.safeParse(body).data?.notifications
  if (!notifications) return undefined
  const ours = notifications.filter((notification) => notification.reference === reference)
  const alive = ours.find(({ status }) => !status.endsWith('-failure'))
  if (alive) return { kind: 'sent', senderMessageId: alive.id }
  if (ours.some(({ status }) => status === 'permanent-failure')) {
    return {
      kind: 'refused',
      code: 'permanent-failure',
      message: 'GOV.UK Notify found that the address does not exist',
    }
  }
  return { kind: 'none' }
}

const Template = z.object({ type: z.string(), body: z.string(), subject: z.string().nullish() })

/** What is wrong with a template for our purpose, in plain words; undefined when it can be used. */
export function readTemplate(body: unknown, channel: Channel): string | undefined {
  const template = Template.safeParse(body).data
  if (!template) return 'GOV.UK Notify gave an answer that could not be read'
  if (template.type !== { email: 'email', text: 'sms' }[channel]) {
    return channel === 'email' ? 'This is not an email template' : 'This is not a text message template'
  }
  if (!template.body.includes('((body))')) return 'The message of the template must be ((body))'
  if (channel === 'email' && !template.subject?.includes('((subject))')) {
    return 'The subject of the template must be ((subject))'
  }
  return undefined
}
