import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '../../server/db/client.ts'
import { newPostgresDatabase } from '../support/db.ts'

/** A way to PostgreSQL that breaks whenever somebody says the word, as long as it is to. */
async function breakingWay(to: URL, word: string) {
  const way = { breaks: false, broken: 0, port: 0, close: () => server.close() }
  const server = createServer((near) => {
    const far = connect(Number(to.port), to.hostname)
    const end = () => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) socket.on('error', end).on('close', end)
    far.pipe(near)
    near.on('data', (bytes) => {
      if (way.breaks && bytes.includes(word)) {
        way.broken++
        end()
      } else far.write(bytes)
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  way.port = (server.address() as AddressInfo).port
  return way
}

test.each(['begin', 'select 1', 'commit'])('a connection that breaks at ‘%s’ is let go of', async (word) => {
  const url = new URL(await newPostgresDatabase())
  const way = await breakingWay(new URL(url), word)
  url.port = String(way.port)
  const database = await openDatabase({ databaseUrl: url.href, poolSize: 2 })
  const ask = () => database.db.transaction(async (tx) => void (await tx.execute(sql`select 1`)))
  way.breaks = true
  for (let time = 1; time <= 3; time++) {
    await expect(ask()).rejects.toThrow()
    expect(way.broken).toBe(time)
  }
  way.breaks = false
  await expect(ask()).resolves.toBeUndefined()
  await database.close()
  way.close()
})
