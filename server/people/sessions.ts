import { and, eq, lte } from 'drizzle-orm'
import { type Adapter, Lucia, TimeSpan } from 'lucia'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { officerSession, officer as officerTable } from '../db/schema/index.ts'
import { newSecret, sha256 } from '../ids.ts'
import { type Officer, officerOf } from './officers.ts'

/** A session ends this long after sign-in, whatever the officer does … */
export const absoluteHours = 12
/** … and this long after the officer last did something (renewed in its second half). */
export const idleMinutes = 60

export interface Sessions {
  /** A new session. The token goes into the cookie and nowhere else. */
  start(officer: Officer): Promise<string>
  validate(token: string): Promise<Officer | undefined>
  end(token: string): Promise<void>
  /** Ends every session of the officer: after a change of password or of roles. */
  endAll(officerId: string): Promise<void>
  readCookie(header: string | undefined): string | undefined
  /** The value of Set-Cookie. */
  cookie(token: string): string
  blankCookie(): string
}

/**
 * Officers' sessions. lucia keeps session ids as they are given, so this adapter hashes each on its way in: the database
 * holds only the sha256 of the token. lucia also reads the machine's clock; the adapter translates between that and ours.
 */
export function createSessions({ db, clock, https }: { db: Db; clock: Clock; https: boolean }): Sessions {
  const idle = idleMinutes * 60_000
  const absolute = absoluteHours * 3_600_000
  const machineTime = (ours: Date) => new Date(ours.getTime() - clock.now().getTime() + Date.now())
  const earliest = (a: number, b: number) => new Date(Math.min(a, b))

  const adapter: Adapter = {
    async getSessionAndUser(token) {
      const [row] = await db
        .select({ session: officerSession, officer: officerTable })
        .from(officerSession)
        .innerJoin(officerTable, eq(officerTable.id, officerSession.officerId))
        .where(eq(officerSession.id, sha256(token)))
      if (!row) return [null, null]
      const { session, officer } = row
      const attributes = { officer: officerOf(officer) }
      return [
        { id: token, userId: session.officerId, expiresAt: machineTime(session.expiresAt), attributes: {} },
        { id: officer.id, attributes },
      ]
    },
    getUserSessions: async () => {
      throw new Error('Session tokens are not kept, so an officer’s sessions cannot be listed')
    },
    async setSession(session) {
      const now = clock.now()
      const { organisationId } = session.attributes as { organisationId: string }
      await db.insert(officerSession).values({
        id: sha256(session.id),
        organisationId,
        officerId: session.userId,
        createdAt: now,
        expiresAt: earliest(now.getTime() + idle, now.getTime() + absolute),
      })
    },
    async updateSessionExpiration(token) {
      const where = eq(officerSession.id, sha256(token))
      const [row] = await db.select({ createdAt: officerSession.createdAt }).from(officerSession).where(where)
      if (!row) return
      const expiresAt = earliest(clock.now().getTime() + idle, row.createdAt.getTime() + absolute)
      await db.update(officerSession).set({ expiresAt }).where(where)
    },
    deleteSession: async (token) =>
      void (await db.delete(officerSession).where(eq(officerSession.id, sha256(token)))),
    deleteUserSessions: async (officerId) =>
      void (await db.delete(officerSession).where(eq(officerSession.officerId, officerId))),
    deleteExpiredSessions: async () =>
      void (await db.delete(officerSession).where(lte(officerSession.expiresAt, clock.now()))),
  }

  const lucia = new Lucia<Record<never, never>, { officer: Officer }>(adapter, {
    sessionExpiresIn: new TimeSpan(idleMinutes, 'm'),
    // The `__Host-` name makes browsers refuse the cookie from any other host or without https.
    sessionCookie: {
      name: https ? '__Host-officer' : 'officer',
      expires: false,
      attributes: { secure: https, sameSite: 'lax', path: '/' },
    },
    getUserAttributes: (attributes) => attributes as { officer: Officer },
  })

  return {
    async start(officer) {
      await db
        .delete(officerSession)
        .where(and(eq(officerSession.officerId, officer.id), lte(officerSession.expiresAt, clock.now())))
      const token = newSecret()
      await lucia.createSession(officer.id, { organisationId: officer.organisationId }, { sessionId: token })
      return token
    },
    async validate(token) {
      if (!/^[\w-]{43}$/.test(token)) return undefined
      const { user } = await lucia.validateSession(token)
      return user ? (user as unknown as { officer: Officer }).officer : undefined
    },
    end: (token) => lucia.invalidateSession(token),
    endAll: (officerId) => lucia.invalidateUserSessions(officerId),
    readCookie(header) {
      const start = `${lucia.sessionCookieName}=`
      const pair = header?.split(/; ?/).find((part) => part.startsWith(start))
      return pair?.slice(start.length)
    },
    cookie(token) {
      const cookie = lucia.createSessionCookie(token)
      cookie.attributes.maxAge = absoluteHours * 3600
      return cookie.serialize()
    },
    blankCookie: () => lucia.createBlankSessionCookie().serialize(),
  }
}
