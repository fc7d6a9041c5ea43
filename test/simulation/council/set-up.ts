import {
  destination,
  form,
  formVersion,
  gatewayAccount,
  messageSender,
  organisation,
} from '../../../server/db/schema/index.ts'
import { createSecrets } from '../../../server/secrets.ts'
import type { Lane } from '../engines/lane.ts'
import { type CharacterName, characters } from '../outside/gateways/character.ts'
import { simulatedForm } from './form.ts'

export const secrets = createSecrets('the key of the simulation')

/** The accounts that a simulated council pays through; the form names the first, and perhaps later the second. */
export const accountNames = ['card', 'card-two'] as const
export type AccountName = (typeof accountNames)[number]

export const organisationId = 'simulated-council'
export const versionId = 'collection-1'

export const webhookSecret = 'a-signing-secret-of-the-simulation'

/** Which of Pay's accounts is asked shows in the key. */
export function apiKeyOf(name: AccountName): string {
  return `api_live_simulation_${name}`
}

/** Everything a council has before its first resident comes, written in one go. */
export async function setUpCouncil(
  { db, query }: Lane,
  accounts: Record<AccountName, CharacterName>,
  at: Date,
  secondPerson: boolean,
): Promise<void> {
  const own = { organisationId, createdAt: at }
  await db.insert(organisation).values({
    id: organisationId,
    slug: 'simulated',
    name: 'Simulated Council',
    refundsNeedSecondPerson: secondPerson,
    createdAt: at,
  })
  await db.insert(form).values({ ...own, id: 'collection', slug: 'collection', title: 'Collection' })
  await db.insert(formVersion).values({
    organisationId,
    id: versionId,
    formId: 'collection',
    number: 1,
    document: JSON.stringify(simulatedForm),
    mode: 'live',
    note: '',
    publishedAt: at,
    publishedBy: 'system',
  })
  await query(`update form set live_version_id = '${versionId}'`)
  await db.insert(gatewayAccount).values(
    accountNames.map((name) => ({
      ...own,
      id: name,
      name,
      label: name,
      gateway: characters[accounts[name]].name,
      mode: 'live' as const,
      sealedSettings: secrets.seal(settingsOf(accounts[name], name)),
      settingsChangedAt: at,
    })),
  )
  await db.insert(destination).values({
    ...own,
    id: 'back-office',
    name: 'back-office',
    kind: 'simulated',
    sealedSettings: secrets.seal({}),
  })
  await db.insert(messageSender).values({
    organisationId,
    id: 'mail',
    channel: 'email',
    sender: 'simulated',
    sealedSettings: secrets.seal({}),
    changedAt: at,
  })
}

function settingsOf(character: CharacterName, name: AccountName) {
  if (character !== 'pay' && character !== 'payLater') return {}
  return {
    apiKey: apiKeyOf(name),
    webhookSecrets: [webhookSecret],
    delayedCapture: character === 'payLater' ? 'yes' : 'no',
  }
}
