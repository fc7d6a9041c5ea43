import { Hono } from 'hono'
import { namesOf, plainSentence, sayWhen } from '../../../../form-schemas/condition-words.ts'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import type { CompiledPage } from '../../../journey/index.ts'
import { readPage } from '../../../journey/index.ts'
import { layoutContext as residentLayout } from '../../resident/layout-context.ts'
import { heldFromPost } from '../../resident/question-page/question-screen.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { previewedScreen } from '../design/previewed-screen.ts'
import type { OfficerContext } from '../page.ts'

/**
 * A draft as colleagues leaf through it by a link, in residents' own pages and in test mode. What is typed is checked as a resident's
 * answers are and then forgotten: nothing is kept, priced, paid or delivered.
 */
export function previewRunRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function open(c: OfficerContext) {
    const token = c.req.param('token') ?? ''
    const draft = await deps.forms.previewLinks.draft(token)
    const shown = await deps.preview.form(draft, draft.document)
    // Nothing can be sent, so nothing offers to save.
    const form = { ...shown, mode: 'test' as const, sends: [] }
    const language: Language = c.req.query('language') === 'cy' && form.compiled.welsh ? 'cy' : 'en'
    c.header('x-robots-tag', 'noindex, nofollow')
    c.header('cache-control', 'no-store')
    const base = `/officer/previews/${token}`
    const address = (slug = '') => `${base}${slug && `/${slug}`}${language === 'cy' ? '?language=cy' : ''}`
    return { form, language, address }
  }

  async function openPage(c: OfficerContext) {
    const run = await open(c)
    const { pages } = run.form.compiled
    const at = pages.findIndex(({ slug }) => slug === c.req.param('page'))
    const page = pages[at]
    if (!page) throw new NotFound('The draft has no such page any more')
    const { view } = previewedScreen(run.form, page.key, run.language, false)
    const backHref = run.address(pages[at - 1]?.slug)
    return { ...run, page, view: { ...view, backHref }, next: run.address(pages[at + 1]?.slug) }
  }

  app.get('/previews/:token', async (c) => {
    const { form, language, address } = await open(c)
    const { definition, conditions = [] } = form.document
    const names = namesOf(definition.components, conditions)
    return c.html(
      deps.templates.render('officer/preview-links/preview-run.njk', {
        ...residentLayout(form, language),
        title: say(form.document.title, language),
        formTitle: undefined,
        pages: form.compiled.pages.map(({ slug, title, key }) => ({
          href: address(slug),
          title: say(title, language),
          when: plainSentence(
            sayWhen(definition.components.find((panel) => panel.key === key)?.conditional, names),
          ),
        })),
      }),
    )
  })

  app.get('/previews/:token/:page', async (c) => {
    const { view } = await openPage(c)
    return c.html(deps.preview.render(view, []))
  })

  app.post('/previews/:token/:page', async (c) => {
    const { form, page, view, language, next } = await openPage(c)
    const posted = await typedTexts(c)
    if (!isChecked(page) || [...posted].every(([name, value]) => name === 'seen' || value.trim() === ''))
      return c.redirect(next, 303)
    const read = readPage(form.compiled, page, posted, {}, language)
    if (read.ok) return c.redirect(next, 303)
    const held = heldFromPost(view.screen.displayed, posted)
    return c.html(deps.preview.render({ ...view, held }, read.errors), 422)
  })
  return app
}

/** Files are not taken here, and what is found for somebody is not looked up: their pages are turned without a look. */
function isChecked({ list, components }: CompiledPage): boolean {
  return !list && !components.some(({ type }) => type.sendsFiles || type.assist)
}

async function typedTexts(c: OfficerContext): Promise<URLSearchParams> {
  const typed = new URLSearchParams()
  // A body that is no form holds nothing that was typed into ours.
  const isForm = /^(application\/x-www-form-urlencoded|multipart\/form-data)/.test(
    c.req.header('content-type') ?? '',
  )
  if (!isForm) return typed
  for (const [name, value] of await c.req.formData())
    if (typeof value === 'string') typed.append(name, value.replaceAll('\0', ''))
  return typed
}
