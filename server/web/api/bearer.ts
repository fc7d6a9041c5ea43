import type { MiddlewareHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Scope, Tokens, VerifiedToken } from '../../people/index.ts'
import { ScopeMissing } from './problems.ts'

/** What handlers may read: who asks. The organisation is the token's and comes from nowhere else. */
export interface ApiEnv {
  Variables: { token: VerifiedToken }
}

/** Lets nobody through without a token that is known and not revoked. Tokens in the address or a cookie are not looked at. */
export function bearerToken(tokens: Pick<Tokens, 'verify'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const header = c.req.header('authorization')
    if (header === undefined) throw new HTTPException(401, { message: '' })
    const given = /^Bearer ([\w.~+/=-]{1,200})$/i.exec(header)?.[1]
    const token = given && (await tokens.verify(given))
    if (!token) throw new HTTPException(401, { message: 'unknown token' })
    c.set('token', token)
    await next()
  }
}

/** Runs before the body is looked at, so that a token without the scope learns nothing of what is accepted. */
export function requireScope(scope: Scope): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    if (!c.get('token').scopes.includes(scope)) throw new ScopeMissing(scope)
    await next()
  }
}

/** How the audit trail names the token. */
export function actorOf(token: VerifiedToken): `token:${string}` {
  return `token:${token.id}`
}
