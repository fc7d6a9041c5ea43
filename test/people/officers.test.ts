import { eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { auditEvent, officer as officerTable } from '../../server/db/schema/index.ts'
import { createLog } from '../../server/log.ts'
import { createPeople, type Officer, type Organisation, type People } from '../../server/people/index.ts'
import { onBothEngines } from '../support/db.ts'
import { settableClock } from './settable-clock.ts'

onBothEngines('officers', (database) => {
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

  describe('organisations', () => {
    test.each(['Exampleshire', 'a b', '-a', 'a-', 'a--b', '', 'officer', 'api', '../x', 'a'.repeat(61)])(
      'the short name ‘%s’ is refused',
      async (slug) => {
        await expect(people.organisations.create({ slug, name: 'X' })).rejects.toThrow(/short name/)
      },
    )

    test('a short name is taken once', async () => {
      await expect(people.organisations.create({ slug: 'exampleshire', name: 'Again' })).rejects.toThrow(
        /already is/,
      )
    })
  })

  describe('signing in', () => {
    test('works with the one-time password, in any case of the e-mail address', async () => {
      const { email, oneTimePassword, officer } = await addOfficer()
      expect(oneTimePassword).toMatch(/^([a-z0-9]{4}-){3}[a-z0-9]{4}$/)
      expect(await people.officers.signIn(`  ${email.toUpperCase()} `, oneTimePassword)).toEqual({
        kind: 'signed-in',
        officer,
      })
      expect(officer.mustChangePassword).toBe(true)
      expect(officer).not.toHaveProperty('passwordHash')
    })

    test('says the same to a wrong address, a wrong password, and hostile ones', async () => {
      const { email } = await addOfficer()
      for (const [address, password] of [
        ['nobody@example.gov.uk', 'x'],
        [email, 'wrong'],
        [email, ''],
        ["' or 1=1 --", "' or 1=1 --"],
        ['\0', '\0'],
        [`${'a'.repeat(10_000)}@b.c`, 'x'.repeat(100_000)],
      ]) {
        expect(await people.officers.signIn(address!, password!)).toEqual({ kind: 'refused' })
      }
    })

    // On a machine that does other things at once a measurement may go wrong; three in a row do not.
    test('an unknown address takes about as long as a wrong password', { retry: 2 }, async () => {
      const { email } = await addOfficer()
      const times: Record<string, number[]> = { [email]: [], 'nobody@example.gov.uk': [] }
      for (let i = 0; i < 7; i++) {
        for (const address of Object.keys(times)) {
          const start = performance.now()
          await people.officers.signIn(address, 'wrong password')
          times[address]!.push(performance.now() - start)
        }
      }
      const [known, unknown] = Object.values(times).map((all) => all.sort((x, y) => x - y)[3]!) as [
        number,
        number,
      ]
      expect(Math.abs(known - unknown)).toBeLessThan(50)
      // argon2 with 19 MiB cannot be done in less.
      expect(Math.min(known, unknown)).toBeGreaterThan(5)
    })

    test('ten wrong passwords lock the account for 15 minutes, also when they come at once', async () => {
      const { email, oneTimePassword, officer } = await addOfficer()
      await Promise.all(Array.from({ length: 12 }, (_, i) => people.officers.signIn(email, `guess ${i}`)))
      expect(await people.officers.signIn(email, oneTimePassword)).toEqual({ kind: 'refused' })
      clock.forward(14)
      expect(await people.officers.signIn(email, oneTimePassword)).toEqual({ kind: 'refused' })
      clock.forward(2)
      expect(await people.officers.signIn(email, oneTimePassword)).toMatchObject({ kind: 'signed-in' })
      const events = await database()
        .db.select()
        .from(auditEvent)
        .where(sql`${auditEvent.details} ->> 'officerId' = ${officer.id}`)
      expect(events.map(({ event }) => event)).toEqual(['officer.added', 'officer.locked'])
    })

    test('a right password makes the wrong ones before it forgotten', async () => {
      const { email, oneTimePassword } = await addOfficer()
      for (let i = 0; i < 3; i++) {
        for (let j = 0; j < 8; j++) await people.officers.signIn(email, 'wrong')
        expect(await people.officers.signIn(email, oneTimePassword)).toMatchObject({ kind: 'signed-in' })
      }
    })

    test('one e-mail address is one officer, and adding refuses what is not one', async () => {
      const { email } = await addOfficer()
      const add = (given: object) =>
        people.officers.add({
          organisationId: organisation.id,
          email: 'new@example.gov.uk',
          name: 'N',
          roles: ['author'],
          ...given,
        })
      await expect(add({ email: email.toUpperCase() })).rejects.toThrow(/already is an officer/)
      await expect(add({ email: 'not an address' })).rejects.toThrow(/correct format/)
      await expect(add({ name: ' ' })).rejects.toThrow(/name/)
      await expect(add({ roles: ['root'] })).rejects.toThrow(/no role called ‘root’/)
      await expect(add({ roles: [] })).rejects.toThrow(/at least one role/)
    })
  })

  describe('choosing a password', () => {
    test.each([
      ['', /Enter a new password/],
      ['short', /at least 12/],
      ['aaaaaaaaaaaaaaaa', /different characters/],
      ['passwordpassword', /harder to guess/],
      ['Password 1234567', /harder to guess/],
      ['Correct horse battery staple', /harder to guess/],
      ['Exampleshire2026!', /harder to guess/],
      ['x y z w '.repeat(200), /1000 characters/],
    ])('‘%.30s’ is refused', async (next, message) => {
      const { officer, oneTimePassword } = await addOfficer()
      const outcome = await people.officers.changePassword(officer.id, { current: oneTimePassword, next })
      expect(outcome).toMatchObject({
        kind: 'refused',
        field: 'newPassword',
        message: expect.stringMatching(message),
      })
    })

    test('needs the one there is now, and not the same again', async () => {
      const { officer, oneTimePassword } = await addOfficer()
      const change = (current: string, next: string) =>
        people.officers.changePassword(officer.id, { current, next })
      expect(await change('wrong', 'lorry teapot saffron')).toMatchObject({
        kind: 'refused',
        field: 'currentPassword',
      })
      expect(await change(oneTimePassword, oneTimePassword)).toMatchObject({
        kind: 'refused',
        field: 'newPassword',
      })
    })

    test('lets a passphrase of 256 characters in, and the old one out', async () => {
      const { officer, oneTimePassword, email } = await addOfficer()
      const next = 'lorry teapot ünïcode '.repeat(13).slice(0, 256)
      expect(
        await people.officers.changePassword(officer.id, { current: oneTimePassword, next }),
      ).toMatchObject({ kind: 'changed' })
      expect(await people.officers.signIn(email, oneTimePassword)).toEqual({ kind: 'refused' })
      expect(await people.officers.signIn(email, next)).toMatchObject({
        kind: 'signed-in',
        officer: { mustChangePassword: false },
      })
    })

    test('a reset gives a new one-time password and ends every session', async () => {
      const { officer, email, oneTimePassword } = await addOfficer()
      const token = await people.sessions.start(officer)
      const next = await people.officers.resetPassword(officer.id)
      expect(await people.sessions.validate(token)).toBeUndefined()
      expect(await people.officers.signIn(email, oneTimePassword)).toEqual({ kind: 'refused' })
      expect(await people.officers.signIn(email, next)).toMatchObject({
        kind: 'signed-in',
        officer: { mustChangePassword: true },
      })
    })

    test('only hashes are kept', async () => {
      const { officer, oneTimePassword } = await addOfficer()
      const [row] = await database().db.select().from(officerTable).where(eq(officerTable.id, officer.id))
      expect(row?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
      expect(JSON.stringify(row)).not.toContain(oneTimePassword)
    })
  })
})
