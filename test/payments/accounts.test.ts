import { expect, test } from 'vitest'
import { gatewayAccount } from '../../server/db/schema/index.ts'
import { createLog } from '../../server/log.ts'
import { createGateways, createPayments, newSandboxSettings } from '../../server/payments/index.ts'
import { createSecrets } from '../../server/secrets.ts'
import { onBothEngines } from '../support/db.ts'
import { anOrganisation } from './a-submission.ts'

onBothEngines('gateway accounts', (database) => {
  const accountsOf = () => {
    const { db } = database()
    return createPayments({
      db,
      clock: { now: () => new Date() },
      log: createLog('silent'),
      gateways: createGateways({
        govukPayUrl: 'http://nowhere.example',
        sandboxUrl: 'http://nowhere.example',
      }),
      secrets: createSecrets('a key of this test only'),
      announce: async () => {},
      enqueue: async () => {},
      checkSeconds: [60],
    }).accounts
  }

  test('an account is kept sealed and shown without its key', async () => {
    const organisationId = await anOrganisation(database().db)
    const accounts = accountsOf()
    const key = 'api_test_0123456789abcdef'
    const added = await accounts.add({
      organisationId,
      name: 'card',
      gateway: 'govuk-pay',
      mode: 'test',
      settings: { apiKey: key, webhookSecrets: ['whsec-123456'] },
    })
    expect(added).toMatchObject({
      name: 'card',
      gateway: 'govuk-pay',
      mode: 'test',
      capabilities: { welsh: true },
    })
    const shown = JSON.stringify([
      await accounts.list(organisationId),
      await accounts.byName(organisationId, 'card'),
    ])
    const stored = JSON.stringify(await database().db.select().from(gatewayAccount))
    expect(shown + stored).not.toContain(key)
    expect(shown + stored).not.toContain('whsec-123456')
    expect(JSON.stringify(await database().db.query.auditEvent.findMany())).not.toContain(key)
  })

  test('a test key never stands in a live account, nor a live key in a test account', async () => {
    const organisationId = await anOrganisation(database().db)
    const accounts = accountsOf()
    const base = { organisationId, name: 'card', gateway: 'govuk-pay' }
    const wrong = [
      { ...base, mode: 'live' as const, settings: { apiKey: 'api_test_0123456789' } },
      { ...base, mode: 'test' as const, settings: { apiKey: 'api_live_0123456789' } },
      { ...base, mode: 'live' as const, gateway: 'sandbox', settings: newSandboxSettings(organisationId) },
    ]
    for (const account of wrong) await expect(accounts.add(account)).rejects.toThrow(/cannot use a key for/)
    expect(await accounts.list(organisationId)).toEqual([])
  })

  test('unknown gateways, names and settings are refused in plain words', async () => {
    const organisationId = await anOrganisation(database().db)
    const accounts = accountsOf()
    const good = {
      organisationId,
      name: 'card',
      gateway: 'sandbox',
      mode: 'test' as const,
      settings: newSandboxSettings(organisationId),
    }
    await expect(accounts.add({ ...good, gateway: 'constructor' })).rejects.toThrow(
      'Choose one of: civica-pay, govuk-pay, pay360, sandbox, stripe',
    )
    for (const name of ['', 'Card', 'a b', '../card', 'card-']) {
      await expect(accounts.add({ ...good, name })).rejects.toThrow('lower-case letters')
    }
    await accounts.add(good)
    await expect(accounts.add(good)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a key is changed in place, within its organisation', async () => {
    const organisationId = await anOrganisation(database().db)
    const stranger = await anOrganisation(database().db)
    const accounts = accountsOf()
    await accounts.add({
      organisationId,
      name: 'card',
      gateway: 'sandbox',
      mode: 'test',
      settings: newSandboxSettings(organisationId),
    })
    const sealed = async () =>
      (await database().db.query.gatewayAccount.findMany()).find(
        (row) => row.organisationId === organisationId,
      )?.sealedSettings
    const before = await sealed()
    await expect(
      accounts.replaceSettings(stranger, 'card', newSandboxSettings(stranger)),
    ).rejects.toMatchObject({ code: 'not-found' })
    await expect(accounts.replaceSettings(organisationId, 'card', {})).rejects.toMatchObject({
      code: 'bad-input',
    })
    expect(await sealed()).toBe(before)
    await accounts.replaceSettings(organisationId, 'card', newSandboxSettings(organisationId), 'officer:1')
    expect(await sealed()).not.toBe(before)
    expect(await accounts.byName(stranger, 'card')).toBeUndefined()
  })
})
