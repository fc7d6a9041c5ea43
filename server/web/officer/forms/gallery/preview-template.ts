import type { LibraryForm } from '../../../../../form-schemas/library/index.ts'
import type { Language } from '../../../../../form-schemas/words.ts'
import type { OfficerDeps } from '../../deps.ts'
import { previewedScreen } from '../../design/previewed-screen.ts'

export interface TemplatePage {
  /** The whole page as residents would have it in this organisation. */
  html: string
  slug: string
  previous: string | undefined
  next: string | undefined
}

/**
 * A page of a form that is not a draft of anybody's, by the renderer of residents' pages, in the organisation's own look. Undefined when it has no such
 * page. @param address of another of its pages, by slug
 */
export async function previewTemplate(
  deps: Pick<OfficerDeps, 'preview' | 'clock'>,
  organisationId: string,
  template: Pick<LibraryForm, 'slug' | 'text' | 'document'>,
  asked: {
    page: string | undefined
    language: Language
    withErrors?: boolean
    /** `live` where it is only looked at: without what every page of a test says. */
    mode?: 'live'
    backHref: (slug?: string) => string
  },
): Promise<TemplatePage | undefined> {
  const { brand: _, ...settings } = template.document.settings ?? {}
  // A brand that this organisation may not have: its own first one is shown.
  const document = { ...template.document, settings }
  const draft = {
    formId: `template-${template.slug}`,
    organisationId,
    slug: template.slug,
    text: template.text,
    document,
    revision: 1,
    updatedAt: deps.clock.now(),
    updatedBy: 'system',
  }
  const form = {
    ...(await deps.preview.form(draft, document)),
    mode: asked.mode ?? ('test' as const),
    sends: [],
  }
  const { pages } = form.compiled
  const at = asked.page === undefined ? 0 : pages.findIndex(({ slug }) => slug === asked.page)
  const page = pages[at]
  if (!page) return undefined
  const { view, errors } = previewedScreen(form, page.key, asked.language, asked.withErrors ?? false)
  const backHref = asked.backHref(pages[at - 1]?.slug)
  return {
    html: deps.preview.render({ ...view, backHref }, errors),
    slug: page.slug,
    previous: pages[at - 1]?.slug,
    next: pages[at + 1]?.slug,
  }
}

/** For a frame that is only looked at: nothing in it runs, and no link leads out of it. */
export function framed(html: string): string {
  return html
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>/g, '')
    .replace('<head>', '<head><base target="_blank">')
}
