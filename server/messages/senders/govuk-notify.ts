import { z } from 'zod'
import type { SettingField } from '../../payments/gateway.ts'
import { readSettings } from '../../supplier-settings.ts'
import type { Channel, OutgoingMessage, Sender, SenderSettings } from '../sender.ts'
import { type AskNotify, notifyAsker } from './notify-asker.ts'
import { notifyFailure, readFound, readSentId, readTemplate } from './notify-replies.ts'

interface Options {
  /** Without a trailing slash; Notify's own API when left out. */
  url?: string | undefined
  /** For one call. Sending makes two at most. */
  timeoutMs: number
}

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const templateId = z
  .string()
  .regex(new RegExp(`^${uuid}$`), 'must be the ID of a template')
  .optional()

const Settings = z.strictObject({
  apiKey: z
    .string()
    .max(300)
    .regex(
      new RegExp(`^[^\\u0000-\\u001f]+-${uuid}-${uuid}$`),
      'must be a whole API key: its name and two IDs',
    ),
  emailTemplateId: templateId,
  textTemplateId: templateId,
  welshEmailTemplateId: templateId,
  welshTextTemplateId: templateId,
})
type NotifySettings = z.infer<typeof Settings>

const required: Record<Channel, string> = { email: 'emailTemplateId', text: 'textTemplateId' }

const settingFields: readonly SettingField[] = [
  {
    name: 'apiKey',
    label: 'API key',
    hint: 'From ‘API integration’ in Notify',
    kind: 'secret',
    required: true,
  },
  {
    name: 'emailTemplateId',
    label: 'ID of the email template',
    hint: 'A template with ((subject)) as its subject and ((body)) as its message',
    kind: 'text',
    required: false,
  },
  {
    name: 'textTemplateId',
    label: 'ID of the text message template',
    hint: 'A template with ((body)) as its message',
    kind: 'text',
    required: false,
  },
  { name: 'welshEmailTemplateId', label: 'ID of the Welsh email template', kind: 'text', required: false },
  {
    name: 'welshTextTemplateId',
    label: 'ID of the Welsh text message template',
    kind: 'text',
    required: false,
  },
]

/**
 * GOV.UK Notify (API version 2). A service has one template a channel, which is nothing but placeholders: the words are ours; Notify adds
 * the council's branding, and a Welsh template where there is one.
 * Notify has no idempotency keys, so before a repeat its messages are searched for our reference (it keeps them for 7 days) and
 * what is found counts as sent.
 * Source: docs.notifications.service.gov.uk/rest-api.html.
 */
export function createGovukNotify({ url, timeoutMs }: Options): Sender {
  const askWith = (settings: SenderSettings) =>
    notifyAsker((settings as NotifySettings).apiKey, url, timeoutMs)

  return {
    name: 'govuk-notify',
    title: 'GOV.UK Notify',
    channels: ['email', 'text'],
    settingFields,

    parseSettings: (settings, channel) =>
      readSettings(
        Settings.refine((read) => templateFor(read, channel, 'en') !== undefined, {
          path: [required[channel]],
          message: 'is needed for this channel',
        }),
        settings,
        'GOV.UK Notify',
      ),

    describe: (settings) =>
      `GOV.UK Notify, with the API key named ${(settings as NotifySettings).apiKey.slice(0, -74)}`,

    async testConnection(settings, channel) {
      const ask = askWith(settings)
      const ids = (['en', 'cy'] as const).map(
        (language) => templateFor(settings as NotifySettings, channel, language)!,
      )
      for (const id of new Set(ids)) {
        const reply = await ask((client) => client.getTemplateById(id))
        if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
        if (reply.status !== 200) {
          const { kind, code, message } = notifyFailure(reply, 'template')
          return kind === 'unreachable' ? { kind, message } : { kind: 'refused', code, message }
        }
        const problem = readTemplate(reply.body, channel)
        if (problem) return { kind: 'refused', code: 'template', message: problem }
      }
      return { kind: 'connected', message: 'GOV.UK Notify accepts this key and has the template' }
    },

    async send(settings, message) {
      const ask = askWith(settings)
      if (message.mayHaveGone) {
        const reply = await ask((client) => client.getNotifications(undefined, undefined, message.reference))
        if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
        const found = reply.status === 200 ? readFound(reply.body, message.reference) : undefined
        // Not known whether it has gone, so it is not sent again now.
        if (!found) return { kind: 'unreachable', message: notifyFailure(reply, 'message').message }
        if (found.kind !== 'none') return found
      }
      const reply = await post(ask, settings as NotifySettings, message)
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      if (reply.status !== 201) {
        const { kind, code, message: words } = notifyFailure(reply, 'message')
        // A key that is no longer right is no message's fault: what waits goes when the settings are mended.
        return kind === 'refused' ? { kind, code, message: words } : { kind: 'unreachable', message: words }
      }
      const senderMessageId = readSentId(reply.body)
      if (senderMessageId) return { kind: 'sent', senderMessageId }
      return { kind: 'unreachable', message: 'GOV.UK Notify gave an answer that could not be read' }
    },
  }
}

function post(
  ask: AskNotify,
  settings: NotifySettings,
  { channel, to, subject, text, language, reference }: OutgoingMessage,
) {
  const id = templateFor(settings, channel, language)!
  return ask((client) =>
    channel === 'email'
      ? client.sendEmail(id, to, { personalisation: { subject, body: text }, reference })
      : client.sendSms(id, to, { personalisation: { body: text }, reference }),
  )
}

/** The Welsh template for Welsh where there is one, else the English: the words themselves are Welsh either way. */
function templateFor(settings: NotifySettings, channel: Channel, language: 'en' | 'cy'): string | undefined {
  const [english, welsh] =
    channel === 'email'
      ? [settings.emailTemplateId, settings.welshEmailTemplateId]
      : [settings.textTemplateId, settings.welshTextTemplateId]
  return language === 'cy' ? (welsh ?? english) : english
}
