import { createGateways, newSandboxSettings } from '../../server/payments/index.ts'
import { aSandbox } from '../sandbox/a-sandbox.ts'
import { openTestDatabase } from '../support/db.ts'
import { gatewayContract } from './gateway-contract.ts'

const buttons = { pay: 'pay', decline: 'decline', cancel: 'cancel' } as const

gatewayContract('the sandbox', async () => {
  const database = await openTestDatabase('pglite')
  const sandbox = await aSandbox(database)
  const gateway = (options: object = {}) =>
    createGateways({
      govukPayUrl: 'http://nowhere.example',
      sandboxUrl: `${sandbox.origin}/sandbox`,
      ...options,
    }).sandbox!
  return {
    gateway,
    settings: gateway().parseSettings({ apiKey: sandbox.apiKey }),
    wrongSettings: gateway().parseSettings(newSandboxSettings('nobody')),
    origin: sandbox.origin,
    async payer(nextUrl, does) {
      const { page } = await sandbox.payer(nextUrl, does === 'open' ? undefined : buttons[does])
      return page.status === 200 || page.status === 303 ? 'done' : 'used'
    },
    expire: (on) => sandbox.pass((on ? 1 : -1) * 91 * 60),
    async webhooks(id) {
      await sandbox.deliverWebhooks()
      const mine = sandbox.received.filter(({ body }) => new TextDecoder().decode(body).includes(id))
      return [...mine, ...mine]
    },
    signatureHeader: 'sandbox-signature',
    async close() {
      await sandbox.close()
      await database.close()
    },
  }
})
