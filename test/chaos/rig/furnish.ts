import type { House } from '../../../server/app.ts'
import { newSandboxSettings } from '../../../server/payments/index.ts'
import { permitText } from './permit.ts'

export const councilSlug = 'killshire'

type Settings = Record<string, string | undefined>

/** Makes the rig's council: one gateway account, one back office, one form. Nothing when it is there, and what a crash left out is added. */
export async function furnish(house: House, given: Settings): Promise<void> {
  const { people, payments, delivery, forms, messages } = house
  const organisation =
    (await people.organisations.bySlug(councilSlug)) ??
    (await people.organisations.create({ slug: councilSlug, name: 'Killshire Council' }))
  const organisationId = organisation.id
  if (!(await payments.accounts.byName(organisationId, 'card'))) {
    await payments.accounts.add({
      organisationId,
      name: 'card',
      mode: 'test',
      ...gatewayOf(organisationId, given),
    })
  }
  if (given.NOTIFY_API_KEY && (await messages.senders.list(organisationId)).length === 0) {
    await messages.senders.add({
      organisationId,
      channel: 'email',
      sender: 'govuk-notify',
      settings: { apiKey: given.NOTIFY_API_KEY, emailTemplateId: given.NOTIFY_TEMPLATE },
    })
  }
  if ((await delivery.destinations.list(organisationId)).length === 0) {
    await delivery.destinations.add({
      organisationId,
      name: 'back-office',
      kind: 'http',
      settings: { url: given.BACK_OFFICE_URL ?? '', secret: given.BACK_OFFICE_SECRET ?? '' },
    })
  }
  if ((await forms.list(organisationId)).some((form) => form.liveVersionNumber !== null)) return
  if ((await forms.list(organisationId)).length === 0) {
    await forms.create(organisationId, permitText(), 'system')
  }
  const published = await forms.publish(
    organisationId,
    'permit',
    { note: 'For the rig', mode: 'test' },
    'system',
  )
  if (published.kind !== 'published') throw new Error(JSON.stringify(published))
}

function gatewayOf(organisationId: string, given: Settings) {
  if (!given.PAY_API_KEY) return { gateway: 'sandbox', settings: newSandboxSettings(organisationId) }
  return {
    gateway: 'govuk-pay',
    settings: {
      apiKey: given.PAY_API_KEY,
      webhookSecrets: [given.PAY_WEBHOOK_SECRET],
      delayedCapture: given.PAY_DELAYED_CAPTURE ?? 'no',
    },
  }
}
