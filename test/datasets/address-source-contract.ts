import { beforeEach, describe, expect, test } from 'vitest'
import type { AddressSource, FoundAddress, SourceSettings } from '../../server/datasets/address-source.ts'
import { BadInput } from '../../server/errors.ts'

export interface SourceUnderTest {
  source: AddressSource
  settings: SourceSettings
  organisationId: string
  /** Settings that cannot be meant for this source. */
  badSettings: unknown[]
  secretTexts: string[]
  /** Makes these the addresses of a postcode. */
  put(postcode: string, addresses: FoundAddress[]): Promise<void>
  /** Makes the source not answer until `mend`. */
  break(): Promise<void>
  mend(): Promise<void>
}

export const street: FoundAddress[] = [
  { uprn: '100012345671', line1: '1 High Street', town: 'Exampleton', postcode: 'AA3 1AB' },
  { uprn: '100012345672', line1: '12A High Street', town: 'Exampleton', postcode: 'AA3 1AB' },
  { uprn: '100012345673', line1: 'Flat 2', line2: '14 High Street', town: 'Exampleton', postcode: 'AA3 1AB' },
]

/** What every source of addresses must do. A new one runs this and adds its own. */
export function addressSourceContract(name: string, open: () => Promise<SourceUnderTest>): void {
  describe(`the contract of address sources: ${name}`, () => {
    let given: SourceUnderTest
    beforeEach(async () => {
      given = await open()
    })
    const find = (postcode: string) =>
      given.source.find(given.settings, { organisationId: given.organisationId, postcode })
    const sorted = (addresses: FoundAddress[]) => addresses.toSorted((a, b) => a.uprn.localeCompare(b.uprn))

    test('finds every address of a postcode, in lines, and no other', async () => {
      await given.put('AA3 1AB', street)
      await given.put('AA3 1AC', [{ ...street[0]!, uprn: '1', postcode: 'AA3 1AC' }])
      const outcome = await find('AA3 1AB')
      if (outcome.kind !== 'found') throw new Error(outcome.message)
      expect(sorted(outcome.addresses)).toEqual(street)
    })

    test('a postcode without addresses is an answer', async () => {
      await given.put('AA3 1AB', street)
      expect(await find('AA3 1ZZ')).toEqual({ kind: 'found', addresses: [] })
    })

    test('gives more addresses than fit on one page of a supplier, each once', async () => {
      const many = Array.from({ length: 250 }, (_, n) => ({
        uprn: String(200_000_000_000 + n),
        line1: `Flat ${n + 1}`,
        line2: '2 Tower Road',
        town: 'Exampleton',
        postcode: 'AA3 1AB',
      }))
      await given.put('AA3 1AB', many)
      const outcome = await find('AA3 1AB')
      if (outcome.kind !== 'found') throw new Error(outcome.message)
      expect(sorted(outcome.addresses)).toEqual(many)
    })

    test('a source that does not answer is an outcome in plain words, and answers again later', async () => {
      await given.put('AA3 1AB', street)
      await given.break()
      const broken = await find('AA3 1AB')
      if (broken.kind !== 'unavailable') throw new Error(`It was ${broken.kind}`)
      expect(broken.message).toMatch(/^[A-Z][^\n]{5,200}$/)
      expect((await given.source.testConnection(given.settings, given.organisationId)).kind).not.toBe(
        'connected',
      )
      await given.mend()
      expect((await find('AA3 1AB')).kind).toBe('found')
    })

    test('proves its settings', async () => {
      await given.put('AA3 1AB', street)
      const tried = await given.source.testConnection(given.settings, given.organisationId)
      expect(tried).toEqual({ kind: 'connected', message: expect.stringMatching(/^[A-Z]/) })
    })

    test('describes itself without secrets, and refuses settings without repeating them', () => {
      const described = given.source.describe(given.settings)
      for (const secret of given.secretTexts) expect(described).not.toContain(secret)
      for (const settings of given.badSettings) {
        expect(() => given.source.parseSettings(settings)).toThrow(BadInput)
        try {
          given.source.parseSettings(settings)
        } catch (error) {
          const said = JSON.stringify([(error as BadInput).message, (error as BadInput).problems])
          expect(said).not.toContain('hunter2')
        }
      }
    })

    test('names a field for each setting that officers fill in', () => {
      for (const { name, label } of given.source.settingFields) expect([name, label]).not.toContain('')
      expect(given.source.settingFields.filter(({ required }) => required)).not.toEqual([])
    })
  })
}
