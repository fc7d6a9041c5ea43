import { describe, expect, test } from 'vitest'
import { aCivicaAccount, withCivica } from './a-civica-account.ts'

describe('the connection test of Civica Pay', () => {
  test('a wrong password alone is refused, in the vendor’s words without the password', () =>
    withCivica(async ({ gateway, typed }) => {
      const settings = gateway().parseSettings({ ...typed, apiPassword: 'not-the-password' })
      const outcome = await gateway().testConnection(settings)
      expect(outcome).toEqual({
        kind: 'refused',
        code: '99999',
        message: 'Its eStore refuses the sign-in: Invalid calling application credentials',
      })
    }))

  test('each wrong name is told apart', () =>
    withCivica(async ({ gateway, typed }) => {
      const test = (change: object) =>
        gateway().testConnection(gateway().parseSettings({ ...typed, ...change }))
      expect(await test({ estore: 'OthershireEstore' })).toMatchObject({ kind: 'refused', code: '404' })
      expect(await test({ xml: 'OthershireXML' })).toMatchObject({ kind: 'refused', code: '404' })
      expect(await test({ callingAppIdentifier: 'Others' })).toMatchObject({ kind: 'refused', code: '99999' })
      const namespace = await test({ queryNamespace: 'http://elsewhere/standard' })
      expect(namespace).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('namespace') })
    }))

  test('a search condition that the site passes over is found out before anybody pays', () =>
    withCivica(
      async ({ civica, gateway, typed, settings }) => {
        civica.authorisations.set('SOMEBODY-ELSE', [{ RequestStatus: 'A', AccountPaymentAmount: '65.00' }])
        expect((await gateway().testConnection(settings)).kind).toBe('connected')
        const flat = gateway().parseSettings({ ...typed, queryCriterion: '' })
        expect(await gateway().testConnection(flat)).toMatchObject({
          kind: 'refused',
          code: 'condition-ignored',
        })
      },
      { criterion: 'Critera' },
    ))

  test('it leaves no basket behind', () =>
    withCivica(async ({ civica, gateway, settings }) => {
      expect((await gateway().testConnection(settings)).kind).toBe('connected')
      expect(civica.baskets.size).toBe(0)
      expect(civica.authorisations.size).toBe(0)
    }))
})

describe('the settings of a Civica Pay account', () => {
  test('what was typed is kept as it was typed, and read again the same', async () => {
    const { civica, gateway, typed, settings } = await aCivicaAccount()
    await civica.close()
    expect(settings).toEqual(typed)
    expect(gateway().parseSettings(JSON.parse(JSON.stringify(settings)))).toEqual(settings)
    expect(gateway().modeOf(settings)).toBe('test')
    expect(gateway().modeOf(gateway().parseSettings({ ...typed, mode: 'live' }))).toBe('live')
  })

  test.each([
    ['mode', 'pretend'],
    ['estore', 'Exampleshire/Estore'],
    ['estore', '..'],
    ['estore', ''],
    ['xml', 'Exampleshire XML'],
    ['xml', 'x?y'],
    ['callingAppIdentifier', ''],
    ['callingAppIdentifier', 'For|ms'],
    ['customerId', 'EX\u0007AMPLE'],
    ['apiPassword', ''],
    ['queryNamespace', ''],
    ['queryNamespace', 'http://a b'],
    ['queryCriterion', 'Critera><x'],
    ['catalogue', 'BW'],
    ['catalogue', 'BW='],
    ['catalogue', '=12'],
    ['catalogue', 'BW=12=13'],
    ['catalogue', 'BW=1|2'],
    ['catalogue', 'BW=12, BW=13'],
    ['vatCodes', 'luxury=01'],
    ['vatCodes', 'standard'],
  ])('%s cannot be “%s”, and the refusal names it', async (name, value) => {
    const { civica, gateway, typed } = await aCivicaAccount()
    await civica.close()
    let refusal: unknown
    try {
      gateway().parseSettings({ ...typed, [name]: value })
    } catch (error) {
      refusal = error
    }
    expect(refusal).toMatchObject({ code: 'bad-input', problems: [{ pointer: `/${name}` }] })
  })
})
