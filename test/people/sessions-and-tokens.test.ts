import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { officerSession } from '../../server/db/schema/index.ts'
import { sha256 } from '../../server/ids.ts'
import { createLog } from '../../server/log.ts'
import { createPeople, type Officer, type Organisation, type People } from '../../server/people/index.ts'
import { onBothEngines } from '../support/db.ts'
import { settableClock } from './settable-clock.ts'

onBothEngines('sessions and tokens', (database) => {
  const clock = settableClock()
  let people: People
  let organisation: Organisation
  let n = 0

  beforeAll(async () => {
    people = createPeople({ db: database().db, clock, log: createLog('silent') })
    organisation = await people.organisations.create({ slug: 'exampleshire', name: 'Exampleshire Council' })
  })

  async function addOfficer(
    roles = ['author'],
  ): Promise<{ officer: Officer; oneTimePassword: string; email: string }> {
    const email = `officer${++n}@example.gov.uk`
    return {
      ...(await people.officers.add({ organisationId: organisation.id, email, name: 'Ada Hill', roles })),
      email,
    }
  }

  describe('sessions', () => {
    test('the database holds only the hash of the token', async () => {
      const { officer } = await addOfficer()
      const token = await people.sessions.start(officer)
      const rows = await database()
        .db.select()
        .from(officerSession)
        .where(eq(officerSession.officerId, officer.id))
      expect(rows.map(({ id }) => id)).toEqual([sha256(token)])
      expect(await people.sessions.validate(token)).toEqual(officer)
      expect(await people.sessions.validate(sha256(token))).toBeUndefined()
    })

    test('end after 60 minutes of doing nothing', async () => {
      const { officer } = await addOfficer()
      const token = await people.sessions.start(officer)
      clock.forward(59)
      expect(await people.sessions.validate(token)).toBeDefined()
      clock.forward(59)
      expect(await people.sessions.validate(token)).toBeDefined()
      clock.forward(61)
      expect(await people.sessions.validate(token)).toBeUndefined()
    })

    test('end 12 hours after sign-in, however busy the officer is', async () => {
      const { officer } = await addOfficer()
      const token = await people.sessions.start(officer)
      for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
        clock.forward(20)
        expect(await people.sessions.validate(token)).toBeDefined()
      }
      clock.forward(21)
      expect(await people.sessions.validate(token)).toBeUndefined()
    })

    test('ended ones are gone at once, one or all', async () => {
      const { officer } = await addOfficer()
      const [a, b, c] = [
        await people.sessions.start(officer),
        await people.sessions.start(officer),
        await people.sessions.start(officer),
      ]
      await people.sessions.end(a)
      expect(await people.sessions.validate(a)).toBeUndefined()
      expect(await people.sessions.validate(b)).toBeDefined()
      await people.sessions.endAll(officer.id)
      expect(await people.sessions.validate(c)).toBeUndefined()
    })

    test.each(['', 'x', '%zz', "' or 1=1", '\0', 'a'.repeat(43), 'é'.repeat(43)])(
      'the token ‘%.20s’ opens nothing',
      async (token) => {
        expect(await people.sessions.validate(token)).toBeUndefined()
      },
    )

    test('cookies are HttpOnly and Lax; over https also Secure under the __Host- name', async () => {
      expect(people.sessions.cookie('abc')).toBe('officer=abc; HttpOnly; Max-Age=43200; Path=/; SameSite=Lax')
      const secure = createPeople({
        db: database().db,
        clock,
        log: createLog('silent'),
        https: true,
      }).sessions
      expect(secure.cookie('abc')).toBe(
        '__Host-officer=abc; HttpOnly; Max-Age=43200; Path=/; SameSite=Lax; Secure',
      )
      expect(secure.readCookie('a=%zz; __Host-officer=abc; b=1')).toBe('abc')
      expect(secure.readCookie('officer=abc')).toBeUndefined()
      expect(secure.readCookie(undefined)).toBeUndefined()
    })
  })

  describe('tokens', () => {
    test('are shown once, kept hashed, and carry their scopes', async () => {
      const { id, token } = await people.tokens.add({
        organisationId: organisation.id,
        name: 'Lorries',
        scopes: ['forms:read'],
      })
      expect(await people.tokens.verify(token)).toEqual({
        id,
        organisationId: organisation.id,
        name: 'Lorries',
        scopes: ['forms:read'],
      })
      const kept = await database().db.execute(sql`select * from api_token where id = ${id}`)
      expect(JSON.stringify(kept)).not.toContain(token)
    })

    test('stop working when revoked, and only their own organisation can', async () => {
      const other = await people.organisations.create({ slug: `other-${++n}`, name: 'Other' })
      const { id, token } = await people.tokens.add({
        organisationId: organisation.id,
        name: 'x',
        scopes: ['forms:read'],
      })
      await expect(people.tokens.revoke(other.id, id, 'system')).rejects.toThrow(/no such token/)
      await people.tokens.revoke(organisation.id, id, 'system')
      expect(await people.tokens.verify(token)).toBeUndefined()
    })

    test('need known scopes, at least one', async () => {
      const add = (scopes: string[]) =>
        people.tokens.add({ organisationId: organisation.id, name: 'x', scopes })
      await expect(add([])).rejects.toThrow(/at least one scope/)
      await expect(add(['everything'])).rejects.toThrow(/no scope called/)
    })
  })
})
