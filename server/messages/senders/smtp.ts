import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { SettingField } from '../../payments/gateway.ts'
import { readSettings } from '../../supplier-settings.ts'
import { readAddress } from '../address.ts'
import type { Sender, SenderSettings } from '../sender.ts'
import { smtpFailure } from './smtp-failure.ts'

interface Options {
  /** For one message, from looking up the server's name to its last reply. */
  timeoutMs: number
  /** Authorities (PEM) to trust in place of the usual ones. */
  authorities?: string | undefined
}

const line = (most: number) =>
  z
    .string()
    .max(most, `must be ${most} characters or fewer`)
    .regex(/^[^\u0000-\u001f\u007f]+$/, 'must be one line')

const Settings = z
  .strictObject({
    host: z
      .string()
      .max(253)
      .regex(/^[A-Za-z0-9.:-]+$/, 'must be the name or address of a server, without https://'),
    port: z.coerce.number('must be a number').int().min(1).max(65_535).default(587),
    security: z.enum(['starttls', 'tls', 'none'], 'must be starttls, tls or none').default('starttls'),
    user: line(200).optional(),
    password: line(500).optional(),
    from: z
      .string()
      .refine(
        (text) => /^[\x21-\x7e]+$/.test(text) && readAddress('email', text).kind === 'usable',
        'must be an email address, like name@example.com',
      ),
    fromName: line(100).optional(),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    path: ['password'],
    message: 'a user name needs a password, and a password a user name',
  })
  .refine(({ security, password }) => security !== 'none' || password === undefined, {
    path: ['security'],
    message: 'must be starttls or tls where there is a password',
  })
type SmtpSettings = z.infer<typeof Settings>

const settingFields: readonly SettingField[] = [
  {
    name: 'host',
    label: 'Mail server',
    hint: 'For example smtp.example.gov.uk',
    kind: 'text',
    required: true,
  },
  {
    name: 'port',
    label: 'Port',
    hint: 'Usually 587, or 465 with TLS from the start',
    kind: 'text',
    required: false,
  },
  {
    name: 'security',
    label: 'Security',
    kind: 'choice',
    choices: [
      { value: 'starttls', text: 'STARTTLS (usual)' },
      { value: 'tls', text: 'TLS from the start' },
      { value: 'none', text: 'None: only for a relay inside your own network' },
    ],
    required: false,
  },
  { name: 'user', label: 'User name', kind: 'text', required: false },
  { name: 'password', label: 'Password', kind: 'secret', required: false },
  { name: 'from', label: 'Email address messages come from', kind: 'text', required: true },
  {
    name: 'fromName',
    label: 'Name messages come from',
    hint: 'For example Exampleshire Council',
    kind: 'text',
    required: false,
  },
]

/**
 * E-mail over the council's own mail server or relay (RFC 5321), often inside its own network. With STARTTLS the exchange ends where the
 * server does not offer it: nothing goes in clear text unasked.
 * A mail server cannot be asked what it has taken, so a message whose last reply was lost may arrive twice; both copies carry
 * the same Message-ID, by which mail programs show one.
 */
export function createSmtp({ timeoutMs, authorities }: Options): Sender {
  const transportOf = (settings: SenderSettings) => {
    const { host, port, security, user, password } = settings as SmtpSettings
    return createTransport({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { minVersion: 'TLSv1.2', ...(authorities && { ca: authorities }) },
      ...(user && { auth: { user, pass: password ?? '' }, forceAuth: true }),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      disableFileAccess: true,
      disableUrlAccess: true,
    })
  }

  return {
    name: 'smtp',
    title: 'Your own mail server (SMTP)',
    channels: ['email'],
    settingFields,
    parseSettings: (settings) => readSettings(Settings, settings, 'mail server'),
    describe(settings) {
      const { host, port, from } = settings as SmtpSettings
      return `${host}:${port}, from ${from}`
    },

    async testConnection(settings) {
      try {
        await transportOf(settings).verify()
        return { kind: 'connected', message: 'The mail server answers and lets us in' }
      } catch (error) {
        const { kind, code, message } = smtpFailure(error)
        return kind === 'unreachable' ? { kind, message } : { kind: 'refused', code, message }
      }
    },

    async send(settings, { to, subject, text, language, reference }) {
      const { from, fromName } = settings as SmtpSettings
      // Whatever gets here is one address already; nodemailer would read anything else as a list of them.
      const recipient = readAddress('email', to)
      if (recipient.kind === 'unusable') {
        return { kind: 'refused', code: 'bad-address', message: 'This is no single email address' }
      }
      const messageId = `<${reference}@${from.slice(from.lastIndexOf('@') + 1)}>`
      try {
        await transportOf(settings).sendMail({
          from: { name: fromName ?? '', address: from },
          to: { name: '', address: recipient.address },
          envelope: { from, to: [recipient.address] },
          subject,
          text,
          messageId,
          // Asks other programs for no automatic answers (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
          signal: AbortSignal.timeout(timeoutMs * 2),
        })
        return { kind: 'sent', senderMessageId: messageId }
      } catch (error) {
        const { kind, code, message } = smtpFailure(error)
        // A server that does not know us does not know us for any message: what waits goes when the settings are mended.
        return kind === 'refused' ? { kind, code, message } : { kind: 'unreachable', message }
      }
    },
  }
}
