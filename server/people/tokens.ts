import { and, eq, isNull } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { apiToken } from '../db/schema/index.ts'
import { BadInput, NotFound } from '../errors.ts'
import { newId, newSecret, sha256 } from '../ids.ts'
import { recordEvent } from './audit.ts'

export const scopes = [
  'forms:read',
  'forms:write',
  'submissions:read',
  'payments:read',
  'payments:write',
  'deliveries:read',
  'deliveries:write',
] as const
export type Scope = (typeof scopes)[number]

export interface VerifiedToken {
  id: string
  organisationId: string
  name: string
  scopes: Scope[]
}

export interface Tokens {
  /** `token` is shown this once: only its sha256 is kept. @throws BadInput */
  add(
    given: { organisationId: string; name: string; scopes: readonly string[] },
    actor?: string,
  ): Promise<{ id: string; token: string }>
  verify(token: string): Promise<VerifiedToken | undefined>
  list(
    organisationId: string,
  ): Promise<{ id: string; name: string; scopes: Scope[]; createdAt: Date; revokedAt: Date | null }[]>
  /** @throws NotFound */
  revoke(organisationId: string, id: string, actor: string): Promise<void>
}

const isScope = (text: string): text is Scope => (scopes as readonly string[]).includes(text)

export function createTokens({ db, clock }: { db: Db; clock: Clock }): Tokens {
  return {
    async add({ organisationId, name, scopes: asked }, actor = 'system') {
      if (name.trim() === '' || name.length > 200)
        throw new BadInput('Enter a name for the token, in 200 characters or fewer')
      const unknown = asked.filter((scope) => !isScope(scope))
      if (unknown.length > 0)
        throw new BadInput(
          `There is no scope called ‘${unknown.join('’, ‘')}’. Choose from ${scopes.join(', ')}.`,
        )
      if (asked.length === 0) throw new BadInput(`Give the token at least one scope: ${scopes.join(', ')}`)
      // The beginning lets people and secret scanners see what it is.
      const token = `counterfoil_${newSecret()}`
      const id = newId()
      const at = clock.now()
      const given = [...new Set(asked)]
      await db.transaction(async (tx) => {
        await tx.insert(apiToken).values({
          id,
          organisationId,
          name: name.trim(),
          tokenHash: sha256(token),
          scopes: given,
          createdAt: at,
        })
        await recordEvent(tx, {
          organisationId,
          at,
          actor,
          event: 'token.added',
          details: { tokenId: id, scopes: given },
        })
      })
      return { id, token }
    },
    async verify(token) {
      if (!/^counterfoil_[\w-]{43}$/.test(token)) return undefined
      const [row] = await db
        .select({
          id: apiToken.id,
          organisationId: apiToken.organisationId,
          name: apiToken.name,
          scopes: apiToken.scopes,
        })
        .from(apiToken)
        .where(and(eq(apiToken.tokenHash, sha256(token)), isNull(apiToken.revokedAt)))
      return row && { ...row, scopes: row.scopes.filter(isScope) }
    },
    async list(organisationId) {
      const rows = await db
        .select({
          id: apiToken.id,
          name: apiToken.name,
          scopes: apiToken.scopes,
          createdAt: apiToken.createdAt,
          revokedAt: apiToken.revokedAt,
        })
        .from(apiToken)
        .where(eq(apiToken.organisationId, organisationId))
        .orderBy(apiToken.createdAt)
      return rows.map((row) => ({ ...row, scopes: row.scopes.filter(isScope) }))
    },
    async revoke(organisationId, id, actor) {
      const at = clock.now()
      await db.transaction(async (tx) => {
        const [row] = await tx
          .update(apiToken)
          .set({ revokedAt: at })
          .where(
            and(eq(apiToken.id, id), eq(apiToken.organisationId, organisationId), isNull(apiToken.revokedAt)),
          )
          .returning({ id: apiToken.id })
        if (!row) throw new NotFound('There is no such token')
        await recordEvent(tx, { organisationId, at, actor, event: 'token.revoked', details: { tokenId: id } })
      })
    },
  }
}
