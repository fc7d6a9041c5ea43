import { Hono } from 'hono'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { errorContext, type FieldProblem, homeOf, type OfficerContext, readForm, showPage } from '../page.ts'

/** Choosing a password (also the first thing after a one-time password), and signing out. */
export function passwordRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const show = (c: OfficerContext, problems: FieldProblem[]) => {
    const first = c.get('officer').mustChangePassword
    const title = first ? 'Choose your own password' : 'Change your password'
    return showPage(
      deps,
      c,
      'password/password',
      { title, first, ...errorContext(problems) },
      problems.length > 0 ? 422 : 200,
    )
  }
  app.get('/password', (c) => show(c, []))
  app.post('/password', async (c) => {
    const form = await readForm(c)
    const { officers, sessions } = deps.people
    const outcome = await officers.changePassword(c.get('officer').id, {
      current: form.text('currentPassword'),
      next: form.text('newPassword'),
    })
    if (outcome.kind === 'refused') return show(c, [outcome])
    // Whoever else is signed in with the old password is not any more.
    await sessions.endAll(outcome.officer.id)
    c.header('set-cookie', sessions.cookie(await sessions.start(outcome.officer)))
    c.set('officer', outcome.officer)
    return c.redirect(homeOf(c), 303)
  })
  app.post('/sign-out', async (c) => {
    await deps.people.sessions.end(c.get('sessionToken'))
    c.header('set-cookie', deps.people.sessions.blankCookie())
    return c.redirect('/officer/sign-in', 303)
  })
  return app
}
