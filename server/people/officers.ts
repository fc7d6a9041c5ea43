import { and, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { officerSession, officer as officerTable } from '../db/schema/index.ts'
import { BadInput, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from './audit.ts'
import { hashPassword, newOneTimePassword, passwordMatches, passwordProblem } from './password.ts'
import { isRole, type Role } from './roles.ts'

export interface Officer {
  id: string
  organisationId: string
  email: string
  name: string
  roles: Role[]
  mustChangePassword: boolean
}

/** One answer for a wrong e-mail address, a wrong password and a locked account: it tells a guesser nothing. */
export type SignInOutcome = { kind: 'signed-in'; officer: Officer } | { kind: 'refused' }
export type ChangePasswordOutcome =
  | { kind: 'changed'; officer: Officer }
  | { kind: 'refused'; field: 'currentPassword' | 'newPassword'; message: string }

export interface Officers {
  /** @throws BadInput */
  add(
    given: { organisationId: string; email: string; name: string; roles: readonly string[] },
    actor?: string,
  ): Promise<{ officer: Officer; oneTimePassword: string }>
  signIn(email: string, password: string): Promise<SignInOutcome>
  changePassword(officerId: string, given: { current: string; next: string }): Promise<ChangePasswordOutcome>
  byEmail(email: string): Promise<Officer | undefined>
  /** A new one-time password, to be changed at the next sign-in; ends every session. @throws NotFound */
  resetPassword(officerId: string, actor?: string): Promise<string>
  byId(organisationId: string, id: string): Promise<Officer | undefined>
  /** Who did it, in words: "Ada Hill" for `officer:<id>` of the organisation, "the resident", "the system" … */
  actorName(organisationId: string, actor: string): Promise<string>
}

export const wrongPasswordsAllowed = 10
export const lockMinutes = 15

const columns = {
  id: officerTable.id,
  organisationId: officerTable.organisationId,
  email: officerTable.email,
  name: officerTable.name,
  roles: officerTable.roles,
  mustChangePassword: officerTable.mustChangePassword,
}

type Row = Omit<Officer, 'roles'> & { roles: string[] }
/** Only what an officer is: whatever else the row holds (the password's hash) stays behind. */
export const officerOf = ({ id, organisationId, email, name, roles, mustChangePassword }: Row): Officer => ({
  id,
  organisationId,
  email,
  name,
  roles: roles.filter(isRole),
  mustChangePassword,
})

const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

export function createOfficers({ db, clock }: { db: Db; clock: Clock }): Officers {
  // Verified when there is no such officer, so that an unknown address takes as long as a wrong password.
  const nobodysHash = hashPassword(newOneTimePassword())

  async function rowByEmail(email: string): Promise<Row | undefined> {
    const where = sql`lower(${officerTable.email}) = lower(${email.trim().slice(0, 254).replaceAll('\0', '')})`
    return (await db.select(columns).from(officerTable).where(where))[0]
  }

  /**
   * Counts the guess before the password is looked at: any number of guesses at the same moment still gets only ten.
   * Gives the hash to check against, or undefined when the account is locked.
   */
  async function takeGuess(
    id: string,
    at: Date,
  ): Promise<{ passwordHash: string; last: boolean } | undefined> {
    const lockEnds = new Date(at.getTime() + lockMinutes * 60_000)
    const count = sql<number>`case when ${officerTable.lockedUntil} is null then ${officerTable.failedSignIns} + 1 else 1 end`
    const [row] = await db
      .update(officerTable)
      .set({
        failedSignIns: count,
        lockedUntil: sql`case when (${count}) >= ${wrongPasswordsAllowed} then ${lockEnds.toISOString()}::timestamptz end`,
      })
      .where(
        and(eq(officerTable.id, id), or(isNull(officerTable.lockedUntil), lte(officerTable.lockedUntil, at))),
      )
      .returning({ passwordHash: officerTable.passwordHash, lockedUntil: officerTable.lockedUntil })
    return row && { passwordHash: row.passwordHash, last: row.lockedUntil !== null }
  }

  /** Says whether the password is the officer's; the tenth wrong one in a row leaves the account locked. */
  async function guess(found: Row | undefined, password: string): Promise<boolean> {
    const taken = found && (await takeGuess(found.id, clock.now()))
    const matches = await passwordMatches(taken?.passwordHash ?? (await nobodysHash), password)
    if (!found || !taken) return false
    if (!matches && taken.last) {
      await db.transaction((tx) =>
        recordEvent(tx, {
          organisationId: found.organisationId,
          at: clock.now(),
          actor: 'system',
          event: 'officer.locked',
          details: { officerId: found.id },
        }),
      )
    }
    return matches
  }

  async function forgetGuesses(
    officer: Row,
    event: string,
    changes: { passwordHash?: string; mustChangePassword?: boolean } = {},
  ) {
    await db.transaction(async (tx) => {
      await tx
        .update(officerTable)
        .set({ failedSignIns: 0, lockedUntil: null, ...changes })
        .where(eq(officerTable.id, officer.id))
      await recordEvent(tx, {
        organisationId: officer.organisationId,
        at: clock.now(),
        actor: `officer:${officer.id}`,
        event,
      })
    })
  }

  return {
    async add({ organisationId, email, name, roles }, actor = 'system') {
      const address = email.trim()
      if (!emailPattern.test(address) || address.length > 254) {
        throw new BadInput('Enter an email address in the correct format, like name@example.gov.uk')
      }
      if (name.trim() === '' || name.length > 200)
        throw new BadInput('Enter the officer’s name, in 200 characters or fewer')
      const unknown = roles.filter((role) => !isRole(role))
      if (unknown.length > 0) throw new BadInput(`There is no role called ‘${unknown.join('’, ‘')}’`)
      if (roles.length === 0) throw new BadInput('Give the officer at least one role')
      const oneTimePassword = newOneTimePassword()
      const at = clock.now()
      const row = {
        id: newId(),
        organisationId,
        email: address,
        name: name.trim(),
        roles: [...new Set(roles)],
        mustChangePassword: true,
      }
      const passwordHash = await hashPassword(oneTimePassword)
      await db.transaction(async (tx) => {
        const inserted = await tx
          .insert(officerTable)
          .values({ ...row, passwordHash, failedSignIns: 0, createdAt: at })
          .onConflictDoNothing()
          .returning({ id: officerTable.id })
        if (inserted.length === 0) throw new BadInput('There already is an officer with this email address')
        await recordEvent(tx, {
          organisationId,
          at,
          actor,
          event: 'officer.added',
          details: { officerId: row.id, roles: row.roles },
        })
      })
      return { officer: officerOf(row), oneTimePassword }
    },

    async signIn(email, password) {
      const found = await rowByEmail(email)
      if (!(await guess(found, password)) || !found) return { kind: 'refused' }
      await forgetGuesses(found, 'officer.signed-in')
      return { kind: 'signed-in', officer: officerOf(found) }
    },

    async changePassword(officerId, { current, next }) {
      const [found] = await db.select(columns).from(officerTable).where(eq(officerTable.id, officerId))
      if (!found) throw new NotFound('There is no such officer')
      if (!(await guess(found, current))) {
        return {
          kind: 'refused',
          field: 'currentPassword',
          message: 'The password you have now is not right',
        }
      }
      const problem =
        next === current
          ? 'New password must be different from the one you have now'
          : passwordProblem(next, found)
      if (problem) {
        await db
          .update(officerTable)
          .set({ failedSignIns: 0, lockedUntil: null })
          .where(eq(officerTable.id, officerId))
        return { kind: 'refused', field: 'newPassword', message: problem }
      }
      await forgetGuesses(found, 'officer.password-changed', {
        passwordHash: await hashPassword(next),
        mustChangePassword: false,
      })
      return { kind: 'changed', officer: officerOf({ ...found, mustChangePassword: false }) }
    },

    async byEmail(email) {
      const row = await rowByEmail(email)
      return row && officerOf(row)
    },

    async resetPassword(officerId, actor = 'system') {
      const oneTimePassword = newOneTimePassword()
      const passwordHash = await hashPassword(oneTimePassword)
      await db.transaction(async (tx) => {
        const [row] = await tx
          .update(officerTable)
          .set({ passwordHash, mustChangePassword: true, failedSignIns: 0, lockedUntil: null })
          .where(eq(officerTable.id, officerId))
          .returning({ organisationId: officerTable.organisationId })
        if (!row) throw new NotFound('There is no such officer')
        await tx.delete(officerSession).where(eq(officerSession.officerId, officerId))
        const details = { officerId }
        await recordEvent(tx, {
          organisationId: row.organisationId,
          at: clock.now(),
          actor,
          event: 'officer.password-reset',
          details,
        })
      })
      return oneTimePassword
    },

    async byId(organisationId, id) {
      const [row] = await db
        .select(columns)
        .from(officerTable)
        .where(and(eq(officerTable.id, id), eq(officerTable.organisationId, organisationId)))
      return row && officerOf(row)
    },

    async actorName(organisationId, actor) {
      const [kind, id = ''] = actor.split(':')
      if (kind === 'resident' || kind === 'system') return `the ${kind}`
      if (kind === 'token') return 'a program with an API token'
      if (kind === 'gateway') return `the gateway ${id}`
      if (kind !== 'officer') return actor
      return (await this.byId(organisationId, id))?.name ?? 'an officer'
    },
  }
}
