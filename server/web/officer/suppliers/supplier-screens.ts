import { Hono } from 'hono'
import { BadInput, Conflict, NotFound } from '../../../errors.ts'
import type { SettingField } from '../../../payments/index.ts'
import type { Permission } from '../../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { readSettingBoxes, settingBoxes, settingProblems } from '../gateways/setting-fields.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'

/*
 * Screens for suppliers of which an organisation has one a job: what sends its e-mail, where its addresses come from. One page shows
 * them all and tries them out, one chooses a supplier, one takes its settings, which are kept encrypted and never shown again.
 */

/** A job that a supplier does. `id` is the last part of its address. */
export interface Job {
  id: string
  heading: string
  /** What follows from having nobody for it. */
  unset: string
}

export interface Configured {
  title: string
  /** Without secrets. */
  description: string
  changedAt: Date
}

export interface NewSupplier {
  organisationId: string
  supplier: string
  settings: unknown
  actor: string
}

/** One job's suppliers, as the room that they belong to keeps them. */
export interface SupplierBook {
  current(organisationId: string): Promise<Configured | undefined>
  choices(): { name: string; title: string; settingFields: readonly SettingField[] }[]
  /** @throws BadInput @throws Conflict (there is one already) */
  add(supplier: NewSupplier): Promise<unknown>
  /** @throws BadInput @throws NotFound (there is none any more) */
  replace(supplier: NewSupplier): Promise<unknown>
  test(organisationId: string): Promise<{ kind: string; message: string }>
}

export interface SupplierScreens {
  /** "senders": the first part of the address, and the section of the menu. */
  section: string
  /** Name of the part of the address that says which job. */
  param: string
  title: string
  lead: string
  permission: Permission
  jobs: readonly Job[]
  book(job: string): SupplierBook
}

export function supplierRoutes(deps: OfficerDeps, screens: SupplierScreens): Hono<OfficerEnv> {
  const app = new Hono<OfficerEnv>()
  const { section, param, jobs } = screens
  const path = `/${section}/:${param}`
  const home = `/officer/${section}`

  function asked(c: OfficerContext) {
    const job = jobs.find(({ id }) => id === c.req.param(param))
    if (!job) throw new NotFound('There is no such page')
    return { job, book: screens.book(job.id) }
  }

  async function showAll(c: OfficerContext, tried?: { job: string; works: boolean; message: string }) {
    const organisationId = c.get('organisation').id
    const shown = await Promise.all(
      jobs.map(async (job) => ({
        ...job,
        current: await screens.book(job.id).current(organisationId),
        tried: tried?.job === job.id ? tried : undefined,
      })),
    )
    return showPage(deps, c, 'suppliers/suppliers', {
      title: screens.title,
      lead: screens.lead,
      section,
      home,
      notice: c.req.query('saved') === undefined ? undefined : 'The new settings are in use.',
      jobs: shown,
    })
  }

  async function showSettings(
    c: OfficerContext,
    supplier: string | undefined,
    typed: Record<string, string> = {},
    problems: FieldProblem[] = [],
  ) {
    const { job, book } = asked(c)
    const choices = book.choices()
    const chosen = choices.find(({ name }) => name === supplier)
    return showPage(
      deps,
      c,
      'suppliers/supplier',
      {
        title: chosen ? `${job.heading}: ${chosen.title}` : job.heading,
        section,
        backHref: chosen ? `${home}/${job.id}` : home,
        backText: chosen ? job.heading : screens.title,
        action: `${home}/${job.id}`,
        replaces: await book.current(c.get('organisation').id),
        chosen,
        choices: choices.map(({ name, title }) => ({ value: name, text: title })),
        boxes: chosen ? settingBoxes(chosen.settingFields, typed) : [],
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  app.get(`/${section}`, allow(screens.permission), (c) => showAll(c))

  app.get(path, allow(screens.permission), (c) => {
    const supplier = c.req.query('supplier')
    const unchosen = c.req.query('choose') !== undefined && supplier === undefined
    return showSettings(c, supplier, {}, unchosen ? [{ field: 'supplier', message: 'Choose one' }] : [])
  })

  app.post(path, allow(screens.permission), async (c) => {
    const { book } = asked(c)
    const form = await readForm(c)
    const supplier = form.text('supplier')
    const chosen = book.choices().find(({ name }) => name === supplier)
    if (!chosen) return showSettings(c, undefined, {}, [{ field: 'supplier', message: 'Choose one' }])
    const { settingFields } = chosen
    // What its own schema says of the settings comes when they are kept.
    const read = readSettingBoxes({ settingFields, parseSettings: () => ({}) }, form)
    if (read.problems.length > 0) return showSettings(c, supplier, read.typed, read.problems)
    const organisationId = c.get('organisation').id
    const wanted = { organisationId, supplier, settings: read.settings, actor: actorOf(c) }
    try {
      await ((await book.current(organisationId)) ? book.replace(wanted) : book.add(wanted))
    } catch (error) {
      const first = settingBoxes(settingFields)[0]?.name ?? 'supplier'
      if (error instanceof Conflict)
        return showSettings(c, supplier, read.typed, [{ field: first, message: error.message }])
      if (!(error instanceof BadInput)) throw error
      return showSettings(c, supplier, read.typed, settingProblems(error, settingFields, first))
    }
    return c.redirect(`${home}?saved`, 303)
  })

  app.post(`${path}/connection`, allow(screens.permission), async (c) => {
    const { job, book } = asked(c)
    if (!(await book.current(c.get('organisation').id))) return c.redirect(home, 303)
    const { kind, message } = await book.test(c.get('organisation').id)
    return showAll(c, { job: job.id, works: kind === 'connected', message })
  })
  return app
}
