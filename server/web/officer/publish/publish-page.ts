import type { FormDocument } from '../../../../form-schemas/document.ts'
import {
  differencesByPart,
  type GateProblem,
  type GateReport,
  type PublishedForm,
  type PublishOutcome,
} from '../../../forms/index.ts'
import { can } from '../../../people/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { errorContext, type FieldProblem, type OfficerContext, type PostedForm, showPage } from '../page.ts'
import { gateList } from './gate-list.ts'
import { noMoment, readTypedMoment, type TypedMoment, typedMoment } from './typed-moment.ts'

/** What is about to be published: the draft, or an older version again. */
export interface Publishable {
  slug: string
  title: string
  /** Where the page is, and where it is posted to. */
  path: string
  backHref: string
  heading: string
  backText: string
  document: FormDocument
  report: GateReport
  /** Of the draft. */
  revision?: number
}

export interface TypedPublication {
  mode: 'test' | 'live'
  note: string
  when: 'now' | 'later'
  moment: TypedMoment
}

export const modeOf = (text: string | undefined) => (text === 'live' || text === 'test' ? text : undefined)

export function typedPublication(form: PostedForm): TypedPublication {
  return {
    mode: modeOf(form.text('mode')) ?? 'test',
    note: form.text('note'),
    when: form.text('when') === 'later' ? 'later' : 'now',
    moment: typedMoment(form),
  }
}

export const untyped = (mode: 'test' | 'live', note = ''): TypedPublication => ({
  mode,
  note,
  when: 'now',
  moment: noMoment,
})

/** What the room is asked for, or what has to be typed anew first. */
export function readPublication(form: PostedForm, typed: TypedPublication, now: Date) {
  const note = typed.note.trim() === '' ? [{ field: 'note', message: 'Say in a few words what changed' }] : []
  const later = typed.when === 'later' ? readTypedMoment(typed.moment, now) : undefined
  const problems: FieldProblem[] = [...note, ...(later?.problems ?? [])]
  const live = form.text('live')
  return {
    problems,
    request: {
      note: typed.note,
      mode: typed.mode,
      ...(/^\d{1,9}$/.test(live) && { live: Number(live) }),
      ...(later?.at && { at: later.at }),
    },
  }
}

/** The version that stands at the form's address as it was published, whether it was taken back since or not. */
export async function liveForm(
  deps: OfficerDeps,
  c: OfficerContext,
  slug: string,
): Promise<PublishedForm | undefined> {
  const live = await deps.forms.liveVersion(c.get('organisation').slug, slug)
  return live && deps.forms.version(live.versionId)
}

export async function showPublishPage(
  deps: OfficerDeps,
  c: OfficerContext,
  about: Publishable,
  typed: TypedPublication,
  problems: FieldProblem[] = [],
): Promise<Response> {
  const organisation = c.get('organisation')
  const [live, plan, secondPerson] = await Promise.all([
    liveForm(deps, c, about.slug),
    deps.forms.publications.plan(organisation.id, about.slug),
    deps.forms.publications.secondPerson(organisation.id),
  ])
  return showPage(
    deps,
    c,
    'publish/publish',
    {
      ...about,
      ...typed,
      section: 'forms',
      mayEdit: can(c.get('officer'), 'forms.edit'),
      live: live && { number: live.number, mode: live.mode },
      checks: gateList(about.report, about.slug, about.document),
      differences: live ? differencesByPart(live.document, about.document) : [],
      planned: plan && !plan.endedAt ? plan : undefined,
      secondPerson,
      maySetSecondPerson: can(c.get('officer'), 'gateways.manage'),
      ...errorContext(problems),
    },
    problems.length > 0 ? 422 : 200,
  )
}

const fields: Record<string, string> = { '/note': 'note', '/at': 'on-day', '/plan': 'plan' }

export function refusals(problems: GateProblem[]): FieldProblem[] {
  return problems.map(({ pointer, message }) => ({ field: fields[pointer] ?? 'gate', message }))
}

/** After what was published or planned, the page that says so. */
export function whatCame(
  c: OfficerContext,
  slug: string,
  outcome: Extract<PublishOutcome, { kind: 'published' | 'planned' }>,
): Response {
  const base = `/officer/forms/${slug}`
  if (outcome.kind === 'published') return c.redirect(`${base}?published=${outcome.version.number}`, 303)
  return c.redirect(`${base}/plan?${outcome.plan.state === 'waiting' ? 'asked' : 'planned'}`, 303)
}

export const readAgain: FieldProblem = {
  field: 'differences',
  message:
    'Somebody changed the draft or published a version after you opened this page. Read what would be published now, then publish.',
}
