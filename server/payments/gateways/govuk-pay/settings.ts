import { z } from 'zod'
import { readSettings, secretsSetting } from '../../../supplier-settings.ts'
import type { GatewaySettings, SettingField } from '../../gateway.ts'

const Settings = z.strictObject({
  apiKey: z
    .string()
    .regex(/^api_(test|live)_[A-Za-z0-9_-]{10,200}$/, 'must begin with api_test_ or api_live_'),
  /** Signing secrets of the webhook, made in Pay's admin tool. */
  webhookSecrets: secretsSetting,
  /** `yes`: the card is authorised on Pay's page, and charged when we say so within 120 hours. */
  delayedCapture: z.enum(['yes', 'no'], 'must be yes or no').default('no'),
})
export type PaySettings = z.infer<typeof Settings>

/** @throws BadInput */
export function readPaySettings(settings: unknown): GatewaySettings {
  return readSettings(Settings, settings, 'GOV.UK Pay')
}

export const paySettingFields: readonly SettingField[] = [
  {
    name: 'apiKey',
    label: 'API key',
    hint: 'Made in the GOV.UK Pay admin tool. It begins with api_test_ or api_live_.',
    kind: 'secret',
    required: true,
  },
  {
    name: 'webhookSecrets',
    label: 'Webhook signing secret',
    hint: 'Shown in the GOV.UK Pay admin tool by the webhook you add there. Two, one a line, while it is being changed. Without it, payments of people who do not come back are seen later.',
    kind: 'secrets',
    required: false,
  },
  {
    name: 'delayedCapture',
    label: 'When is the card charged?',
    kind: 'choice',
    choices: [
      { value: 'no', text: 'As soon as the payer confirms' },
      { value: 'yes', text: 'Only when the submission is safely kept (delayed capture)' },
    ],
    required: false,
  },
]
