import { expect, test } from 'vitest'
import type { Destination, DestinationSettings, Parcel } from '../../server/delivery/destination.ts'
import { BadInput } from '../../server/errors.ts'

export interface DestinationUnderTest {
  destination: Destination
  settings: DestinationSettings
  secretTexts: string[]
  /** What the other side has: each key once. */
  arrived(): Promise<{ idempotencyKey: string; body: unknown }[]>
  /** Makes the other side fail until `mend`. */
  break(): Promise<void>
  mend(): Promise<void>
}

export function parcel(change: Partial<Parcel> = {}): Parcel {
  return {
    idempotencyKey: 'key-1',
    reference: 'ABC3DE7FGH',
    formSlug: 'bulky-waste',
    deliveryCode: 'waste',
    mode: 'test',
    body: '{"name":"Zoë £5 \\u2028\\n😀"}',
    ...change,
  }
}

/** What every destination must do. A new one runs this and adds its own. */
export function destinationContract(given: () => DestinationUnderTest): void {
  test('hands over the body as it is', async () => {
    const { destination, settings, arrived } = given()
    expect(await destination.send(settings, parcel())).toMatchObject({ kind: 'delivered' })
    expect(await arrived()).toEqual([{ idempotencyKey: 'key-1', body: JSON.parse(parcel().body) }])
  })

  test('the same key again is not a second delivery', async () => {
    const { destination, settings, arrived } = given()
    await destination.send(settings, parcel())
    expect(await destination.send(settings, parcel())).toMatchObject({ kind: 'delivered' })
    expect(await arrived()).toHaveLength(1)
  })

  test('ten at once all arrive, each whole', async () => {
    const { destination, settings, arrived } = given()
    const keys = Array.from({ length: 10 }, (_, n) => `key-${n}`)
    await Promise.all(
      keys.map((idempotencyKey) =>
        destination.send(settings, parcel({ idempotencyKey, body: JSON.stringify({ idempotencyKey }) })),
      ),
    )
    const there = await arrived()
    expect(there.map(({ idempotencyKey }) => idempotencyKey).sort()).toEqual(keys)
    expect(
      there.every(
        ({ idempotencyKey, body }) => (body as { idempotencyKey: string }).idempotencyKey === idempotencyKey,
      ),
    ).toBe(true)
  })

  test('a failure of the other side is an outcome in plain words, and the next try succeeds', async () => {
    const { destination, settings, arrived, break: breakIt, mend } = given()
    await breakIt()
    const failed = await destination.send(settings, parcel())
    expect(['connection-failed', 'write-failed', 'server-error']).toContain(failed.kind)
    expect(failed.message).toMatch(/^[^\n]{5,200}$/)
    await mend()
    expect(await destination.send(settings, parcel())).toMatchObject({ kind: 'delivered' })
    expect(await arrived()).toHaveLength(1)
  })

  test('accepts its own settings again and refuses all others', () => {
    const { destination, settings } = given()
    expect(destination.parseSettings({ ...settings })).toEqual(settings)
    for (const wrong of [undefined, null, 'text', 7, [], {}, { ...settings, more: 1 }]) {
      expect(() => destination.parseSettings(wrong)).toThrow(BadInput)
    }
  })

  test('describes itself without secrets', () => {
    const { destination, settings, secretTexts } = given()
    const words = destination.describe(settings)
    expect(words.length).toBeGreaterThan(5)
    for (const secret of secretTexts) expect(words).not.toContain(secret)
  })
}
