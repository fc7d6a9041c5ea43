import { createHash } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { NotFound, Unavailable } from '../../server/errors.ts'
import type { Storage } from '../../server/files/storage.ts'
import { newId } from '../../server/ids.ts'

export interface StorageUnderTest {
  storage: Storage
  /** Everything that is kept, whatever it is called. */
  kept(): Promise<Buffer[]>
  /** Makes the storage not work until `mend`. */
  break(): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

/** What every storage must do. A new one runs this and adds its own. */
export function storageContract(name: string, start: () => Promise<StorageUnderTest>): void {
  describe(`the storage contract: ${name}`, () => {
    async function open() {
      const given = await start()
      onTestFinished(() => given.close())
      return given
    }
    const put = ({ storage }: StorageUnderTest, id: string, bytes: Buffer) =>
      storage.put(id, new Blob([new Uint8Array(bytes)]), createHash('sha256').update(bytes).digest('hex'))
    const read = async ({ storage }: StorageUnderTest, id: string) =>
      Buffer.from(await new Response(await storage.get(id)).arrayBuffer())

    test.each([
      ['one byte', Buffer.from([0])],
      ['every byte there is', Buffer.from(Array.from({ length: 256 }, (_, n) => n))],
      ['3 MB', Buffer.alloc(3_000_000, 'abc\u00a3')],
    ])('gives back what it was given: %s', async (_name, bytes) => {
      const given = await open()
      const id = newId()
      await put(given, id, bytes)
      expect((await read(given, id)).equals(bytes)).toBe(true)
    })

    test('keeps many apart, and the same id again replaces the first', async () => {
      const given = await open()
      const ids = Array.from({ length: 20 }, newId)
      await Promise.all(ids.map((id) => put(given, id, Buffer.from(id))))
      await put(given, ids[3]!, Buffer.from('another'))
      const texts = await Promise.all(ids.map(async (id) => (await read(given, id)).toString()))
      expect(texts).toEqual(ids.map((id, n) => (n === 3 ? 'another' : id)))
      expect(await given.kept()).toHaveLength(20)
    })

    test('deletes for good, and deleting what is not there is no mistake', async () => {
      const given = await open()
      const id = newId()
      await put(given, id, Buffer.from('secret'))
      await given.storage.delete(id)
      expect(await given.kept()).toEqual([])
      await expect(given.storage.get(id)).rejects.toThrow(NotFound)
      await given.storage.delete(id)
    })

    test('that does not work says so, keeps nothing half, and works again later', async () => {
      const given = await open()
      const id = newId()
      await given.break()
      await expect(put(given, id, Buffer.from('x'))).rejects.toThrow(Unavailable)
      await given.mend()
      expect(await given.kept()).toEqual([])
      await put(given, id, Buffer.from('x'))
      expect((await read(given, id)).toString()).toBe('x')
    })

    test.each(['../../etc/passwd', '', 'A'.repeat(32), 'a/b', `${'a'.repeat(31)}\u0000`])(
      'has no file called %j',
      async (id) => {
        const given = await open()
        await expect(put(given, id, Buffer.from('x'))).rejects.toThrow('no id')
        await expect(given.storage.get(id)).rejects.toThrow('no id')
        await expect(given.storage.delete(id)).rejects.toThrow('no id')
        expect(await given.kept()).toEqual([])
      },
    )
  })
}
