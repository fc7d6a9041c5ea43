import { Hono } from 'hono'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { errorContext, readForm, showPage } from '../page.ts'
import { safeNext } from '../session.ts'

/** One answer for every way a sign-in can fail; the lock is named for everybody, so it gives nothing away. */
const refused =
  'Enter an email address and password that belong together. After 10 wrong passwords in a row an account is locked for 15 minutes.'

export function signInRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  app.get('/sign-in', (c) =>
    showPage(deps, c, 'sign-in/sign-in', {
      title: 'Sign in',
      next: safeNext(c.req.query('next')),
      ...errorContext([]),
    }),
  )
  app.post('/sign-in', async (c) => {
    const form = await readForm(c)
    const outcome = await deps.people.officers.signIn(form.text('email'), form.text('password'))
    const next = safeNext(form.text('next'))
    if (outcome.kind === 'refused') {
      const context = {
        title: 'Sign in',
        next,
        email: form.text('email'),
        ...errorContext([{ field: 'email', message: refused }]),
      }
      return showPage(deps, c, 'sign-in/sign-in', context, 422)
    }
    // A session id that somebody planted in this browser must not become the officer's: it ends, and a new one begins.
    const before = deps.people.sessions.readCookie(c.req.header('cookie'))
    if (before) await deps.people.sessions.end(before)
    const token = await deps.people.sessions.start(outcome.officer)
    c.header('set-cookie', deps.people.sessions.cookie(token))
    return c.redirect(next ?? '/officer', 303)
  })
  return app
}
