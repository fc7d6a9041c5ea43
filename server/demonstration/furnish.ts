import { libraryForms } from '../../form-schemas/library/index.ts'
import type { House } from '../app.ts'
import { londonDay } from '../clock.ts'
import { newSandboxSettings } from '../payments/index.ts'
import { ensureBrands } from './brands.ts'
import { addressList, ensureDatasets } from './datasets.ts'

/**
 * Gives an organisation everything that the forms of the library name: a gateway account, back offices, datasets, a source of
 * addresses and brands. What is there already stays as it is. `actor`: as the audit trail names who did it.
 */
export async function furnish(
  { people, payments, delivery, datasets, clock }: House,
  organisationId: string,
  actor = 'system',
): Promise<void> {
  if (!(await payments.accounts.byName(organisationId, 'card'))) {
    await payments.accounts.add({
      organisationId,
      name: 'card',
      label: 'Card payments (demonstration)',
      gateway: 'sandbox',
      mode: 'test',
      settings: newSandboxSettings(organisationId),
      actor,
    })
  }
  const backOffices = new Set(
    libraryForms().flatMap(({ document }) => (document.deliveries ?? []).map((one) => one.destination)),
  )
  const known = await delivery.destinations.list(organisationId)
  for (const { name } of known) backOffices.delete(name)
  for (const name of backOffices) {
    await delivery.destinations.add({ organisationId, name, kind: 'file', settings: { name }, actor })
  }
  await ensureDatasets(datasets, { organisationId, today: londonDay(clock.now()), actor })
  if (!(await datasets.addresses.sources.of(organisationId))) {
    const settings = { dataset: addressList.name }
    await datasets.addresses.sources.add({ organisationId, source: 'dataset', settings, actor })
  }
  await ensureBrands(people.brands, organisationId, actor)
}
