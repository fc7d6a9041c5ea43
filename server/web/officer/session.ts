import type { MiddlewareHandler } from 'hono'
import { NotAllowed } from '../../errors.ts'
import { can, type Permission } from '../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from './deps.ts'

/** Where sign-in may send an officer back to: a page of ours, never another site. */
export function safeNext(path: string | undefined): string | undefined {
  return path && /^\/officer(\/[\w.-]+)*(\?[\w=&%+.-]*)?$/.test(path) ? path : undefined
}

/** True for what a page's script sends: it wants JSON back, not a page. */
export function isJson(contentType: string | undefined): boolean {
  return contentType?.toLowerCase().startsWith('application/json') ?? false
}

/** Lets nobody past without a session, and nobody anywhere but to a new password while theirs is a one-time password. */
export function requireSession(deps: OfficerDeps): MiddlewareHandler<OfficerEnv> {
  return async (c, next) => {
    const token = deps.people.sessions.readCookie(c.req.header('cookie'))
    const officer = token && (await deps.people.sessions.validate(token))
    if (!officer || !token) {
      if (isJson(c.req.header('content-type')))
        return c.json(
          { message: 'You have been signed out. Sign in again in another window, then save.' },
          401,
        )
      const here = new URL(c.req.url)
      const path = c.req.method === 'GET' ? safeNext(here.pathname + here.search) : undefined
      return c.redirect(path ? `/officer/sign-in?next=${encodeURIComponent(path)}` : '/officer/sign-in', 303)
    }
    const organisation = await deps.people.organisations.byId(officer.organisationId)
    if (!organisation) throw new Error(`Officer ${officer.id} has no organisation`)
    c.set('officer', officer)
    c.set('organisation', organisation)
    c.set('sessionToken', token)
    const leavingAllowed = ['/officer/password', '/officer/sign-out'].includes(c.req.path)
    if (officer.mustChangePassword && !leavingAllowed) return c.redirect('/officer/password', 303)
    return next()
  }
}

/** @throws NotAllowed unless one of the officer's roles has the permission */
export function allow(permission: Permission): MiddlewareHandler<OfficerEnv> {
  return async (c, next) => {
    if (!can(c.get('officer'), permission)) throw new NotAllowed('Your roles do not include this.')
    return next()
  }
}
