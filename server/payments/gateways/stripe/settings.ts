import { z } from 'zod'
import { readSettings, secretsSetting } from '../../../supplier-settings.ts'
import type { GatewaySettings, SettingField } from '../../gateway.ts'
import { webhookEvents } from './webhook.ts'

const Settings = z.strictObject({
  /** A secret key, or a restricted key with the rights that its field names. */
  apiKey: z
    .string()
    .regex(
      /^[rs]k_(test|live)_[A-Za-z0-9_]{10,250}$/,
      'must begin with sk_test_, rk_test_, sk_live_ or rk_live_',
    ),
  webhookSecrets: secretsSetting.pipe(
    z.array(z.string().regex(/^whsec_[^\s]+$/, 'must begin with whsec_, one a line')),
  ),
})
export type StripeSettings = z.infer<typeof Settings>

export const stripeSettingFields: readonly SettingField[] = [
  {
    name: 'apiKey',
    label: 'Secret key or restricted key',
    hint: 'Begins with sk_test_, rk_test_, sk_live_ or rk_live_. A restricted key needs write for Checkout Sessions and for Charges and Refunds, and read for PaymentIntents and Balance.',
    kind: 'secret',
    required: true,
  },
  {
    name: 'webhookSecrets',
    label: 'Webhook signing secrets',
    hint: `One a line; two while one is being changed. In Stripe, let the endpoint listen to ${webhookEvents.join(', ')}.`,
    kind: 'secrets',
    required: false,
  },
]

/** @throws BadInput naming each setting that is wrong, never its value */
export function readStripeSettings(settings: unknown): GatewaySettings {
  return readSettings(Settings, settings, 'Stripe')
}

/** The key says whether real money moves. */
export function isLive(settings: GatewaySettings): boolean {
  return /^[rs]k_live_/.test((settings as StripeSettings).apiKey)
}
