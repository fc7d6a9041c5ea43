import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { BadInput, Conflict, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import type { Secrets } from '../secrets.ts'
import {
  type AccountRow,
  accountById,
  accountByName,
  accountsOf,
  insertAccount,
  resealAccount,
} from './account-store.ts'
import type { ConnectionOutcome, Gateway, GatewayCapabilities, GatewaySettings } from './gateway.ts'
import type { GatewayHealth } from './gateway-health.ts'

/** A gateway account as officers and the publishing gate see it: never its settings. */
export interface GatewayAccount {
  id: string
  name: string
  /** What officers call it. */
  label: string
  gateway: string
  gatewayTitle: string
  mode: 'test' | 'live'
  capabilities: GatewayCapabilities
  /** Since when its keys are in use. */
  settingsChangedAt: Date
  createdAt: Date
}

/** An account opened for use: its gateway and its readable settings. Stays inside this room. */
export interface OpenedAccount {
  row: AccountRow
  gateway: Gateway
  settings: GatewaySettings
}

export interface NewAccount {
  organisationId: string
  /** The name forms use: lower-case letters, digits and hyphens. */
  name: string
  /** What officers call it; the name when left out. */
  label?: string
  /** Registry name: "sandbox", "govuk-pay". */
  gateway: string
  mode: 'test' | 'live'
  settings: unknown
  /** `officer:<id>`, or `system` (default). */
  actor?: string
}

export interface Accounts {
  /** @throws BadInput (unknown gateway, settings it cannot use, test key in a live account) @throws Conflict (name taken) */
  add(account: NewAccount): Promise<GatewayAccount>
  /** Puts new settings in the place of the old ones (key rotation). @throws NotFound @throws BadInput */
  replaceSettings(organisationId: string, name: string, settings: unknown, actor?: string): Promise<void>
  list(organisationId: string): Promise<GatewayAccount[]>
  byName(organisationId: string, name: string): Promise<GatewayAccount | undefined>
  /** Asks the gateway something that changes nothing. @throws NotFound */
  testConnection(organisationId: string, name: string): Promise<ConnectionOutcome>
}

export interface AccountDeps {
  db: Db
  clock: Clock
  secrets: Secrets
  gateways: Record<string, Gateway>
  health: GatewayHealth
}

const AccountName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

export function createAccounts(deps: AccountDeps): Accounts {
  const { db, clock, secrets, gateways } = deps
  const shown = (row: AccountRow): GatewayAccount => {
    const { title, capabilities } = gatewayNamed(gateways, row.gateway)
    return {
      id: row.id,
      name: row.name,
      label: row.label || row.name,
      gateway: row.gateway,
      gatewayTitle: title,
      mode: row.mode,
      capabilities,
      settingsChangedAt: row.settingsChangedAt,
      createdAt: row.createdAt,
    }
  }
  return {
    async add(account) {
      if (!AccountName.safeParse(account.name).success) {
        throw new BadInput('The account name must be lower-case letters, digits and hyphens')
      }
      const settings = checkSettings(gateways, account.gateway, account.mode, account.settings)
      const now = clock.now()
      const row: AccountRow = {
        id: newId(),
        organisationId: account.organisationId,
        name: account.name,
        label: (account.label ?? '').trim().slice(0, 100) || account.name,
        gateway: account.gateway,
        mode: account.mode,
        sealedSettings: secrets.seal(settings),
        settingsChangedAt: now,
        createdAt: now,
      }
      await db.transaction(async (tx) => {
        if (!(await insertAccount(tx, row)))
          throw new Conflict(`There is already a payment account named ${row.name}`)
        await recordEvent(tx, {
          organisationId: row.organisationId,
          at: row.createdAt,
          actor: account.actor ?? 'system',
          event: 'gateway-account.added',
          details: { account: row.name, gateway: row.gateway, mode: row.mode },
        })
      })
      return shown(row)
    },
    async replaceSettings(organisationId, name, settings, actor = 'system') {
      const row = await accountByName(db, organisationId, name)
      if (!row) throw new NotFound(`There is no payment account named ${name}`)
      const checked = checkSettings(gateways, row.gateway, row.mode, settings)
      await db.transaction(async (tx) => {
        await resealAccount(tx, row.id, secrets.seal(checked), clock.now())
        await recordEvent(tx, {
          organisationId,
          at: clock.now(),
          actor,
          event: 'gateway-account.settings-replaced',
          details: { account: name },
        })
      })
    },
    list: async (organisationId) => (await accountsOf(db, organisationId)).map(shown),
    byName: async (organisationId, name) => {
      const row = await accountByName(db, organisationId, name)
      return row && shown(row)
    },
    async testConnection(organisationId, name) {
      const row = await accountByName(db, organisationId, name)
      if (!row) throw new NotFound(`There is no payment account named ${name}`)
      const { gateway, settings } = await openAccount(deps, row.id)
      return gateway.testConnection(settings)
    },
  }
}

/** @throws Error when the account is gone, its gateway is no longer registered or SECRET_KEY changed: never to be passed over. */
export async function openAccount(
  { db, secrets, gateways, health }: AccountDeps,
  accountId: string,
): Promise<OpenedAccount> {
  const row = await accountById(db, accountId)
  if (!row) throw new Error(`Gateway account ${accountId} is gone`)
  const gateway = health.watch(gatewayNamed(gateways, row.gateway), row)
  return { row, gateway, settings: gateway.parseSettings(secrets.open(row.sealedSettings)) }
}

/** The gateway behind an account. @throws Error when it is no longer registered */
export function gatewayOf(
  { gateways }: Pick<AccountDeps, 'gateways'>,
  account: Pick<AccountRow, 'gateway'>,
): Gateway {
  return gatewayNamed(gateways, account.gateway)
}

function checkSettings(
  gateways: Record<string, Gateway>,
  name: string,
  mode: 'test' | 'live',
  settings: unknown,
): GatewaySettings {
  if (!Object.hasOwn(gateways, name)) {
    throw new BadInput(
      `There is no gateway named ${name}. Choose one of: ${Object.keys(gateways).join(', ')}`,
    )
  }
  const gateway = gatewayNamed(gateways, name)
  const checked = gateway.parseSettings(settings)
  const keyMode = gateway.modeOf(checked)
  if (keyMode !== mode) throw new BadInput(`A ${mode} account cannot use a key for ${keyMode} payments`)
  return checked
}

function gatewayNamed(gateways: Record<string, Gateway>, name: string): Gateway {
  const gateway = Object.hasOwn(gateways, name) ? gateways[name] : undefined
  if (!gateway) throw new Error(`No gateway is registered as ${name}`)
  return gateway
}
