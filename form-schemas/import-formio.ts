import { jsonProblems } from './checks/json-safety.ts'
import type { Component, FormDocument, Panel } from './document.ts'
import { settleConditional } from './formio/convert-conditional.ts'
import { convertPages } from './formio/convert-pages.ts'
import { type Import, isSource, newImport, note, plainText, shortened } from './formio/source.ts'
import { parseDocument } from './parse.ts'
import type { Problem } from './problem.ts'

export type Imported =
  | { ok: true; document: FormDocument; leftOut: Problem[] }
  | { ok: false; problems: Problem[] }

/**
 * A form of Form.io from elsewhere (wizard or single page) as a draft of ours. What has no equal here is left out, and `leftOut` says
 * what and why, with pointers into the form that came in. The document that comes out parses. Never throws on any JSON.
 */
export function importFormio(json: unknown, slug: string): Imported {
  const unsafe = jsonProblems(json)
  if (unsafe.length > 0) return { ok: false, problems: unsafe }
  if (!isSource(json) || !Array.isArray(json.components)) {
    return {
      ok: false,
      problems: [{ pointer: '', message: 'This is not a Form.io form: it has no list of components' }],
    }
  }
  const job = newImport()
  const title = shortened(plainText(json.title) || plainText(json.name) || slug.replaceAll('-', ' '), 200)
  const pages = convertPages(json, title, job)
  settleConditionals(pages, job)
  const document: FormDocument = {
    format: 'counterfoil/1',
    slug,
    title,
    definition: { display: 'wizard', components: pages },
  }
  return withoutProblems(document, job)
}

function settleConditionals(pages: Panel[], job: Import): void {
  const all = pages.flatMap((page) => [page, ...page.components])
  const asked = new Map(
    pages.flatMap((page) => page.components).map((component) => [component.key, component]),
  )
  for (const component of all) {
    if (component.conditional) component.conditional = settleConditional(component.conditional, job, asked)
  }
}

const mostRounds = 600

/** Leaves out what still does not parse, smallest part first: a condition, then a question, then a page without any. */
function withoutProblems(document: FormDocument, job: Import): Imported {
  for (let round = 0; round < mostRounds; round++) {
    if (document.definition.components.length === 0) {
      const message = 'Nothing of this form can be kept'
      return { ok: false, problems: [{ pointer: '/components', message }, ...job.leftOut] }
    }
    const parsed = parseDocument(document)
    if (parsed.ok) return { ok: true, document: parsed.document, leftOut: job.leftOut }
    // Targets are found before anything goes: pointers count places, which then change.
    const targets = parsed.problems.map((problem) => targetOf(document, problem))
    const removable = targets.filter((target) => target !== undefined)
    if (removable.length === 0) return { ok: false, problems: [...parsed.problems, ...job.leftOut] }
    for (const target of removable) leaveOut(document, target, job)
  }
  return { ok: false, problems: [{ pointer: '', message: 'Too much of this form cannot be kept' }] }
}

interface Target {
  page: Panel
  component: Component
  what: 'condition' | 'whole'
  reason: string
}

function targetOf(document: FormDocument, { pointer, message }: Problem): Target | undefined {
  const match =
    /^\/definition\/components\/(\d+)(?:\/components\/(\d+))?(?:\/components\/\d+)?(?:\/(\w+))?/.exec(pointer)
  const page = document.definition.components[Number(match?.[1])]
  const component = match?.[2] === undefined ? page : page?.components[Number(match[2])]
  if (!page || !component) return undefined
  const what = match?.[3] === 'conditional' ? 'condition' : 'whole'
  if (what === 'whole' && component === page && page.components.length > 0) return undefined
  return { page, component, what, reason: message }
}

function leaveOut(document: FormDocument, { page, component, what, reason }: Target, job: Import): void {
  const path = job.origin.get(component) ?? []
  const name = plainText(component.label) || plainText(component.title) || component.key
  if (what === 'condition') {
    if (component.conditional)
      note(job, [...path, 'conditional'], `The condition of '${name}' was left out: ${reason}`)
    delete component.conditional
  } else if (component === page) {
    document.definition.components = document.definition.components.filter((one) => one !== page)
    note(job, path, `The page '${name}' was left out: nothing of it was left`)
  } else if (page.components.includes(component)) {
    page.components = page.components.filter((one) => one !== component)
    note(job, path, `'${name}' was left out: ${reason}`)
  }
}
