import type { House } from '../app.ts'
import { compileForm } from '../journey/index.ts'
import type { Templates } from './govuk/templates.ts'
import { channelsOf } from './message-channels.ts'
import type { OfficerDeps } from './officer/deps.ts'
import { createQuestionRenderer } from './resident/question-page/render-questions.ts'

/** What the designer's preview is handed: the renderer of residents' pages, and a draft as if it were live. */
export function previewDeps(house: House, templates: Templates): OfficerDeps['preview'] {
  const { render } = createQuestionRenderer({ templates, log: house.log })
  return {
    render,
    async form({ formId, organisationId, slug }, document) {
      const organisation = await house.people.organisations.byId(organisationId)
      if (!organisation) throw new Error(`The draft ${slug} has no organisation`)
      const published = {
        versionId: 'preview',
        formId,
        organisationId,
        organisationSlug: organisation.slug,
        organisationName: organisation.name,
        number: 0,
        mode: 'live' as const,
        slug,
        document,
        compiled: compileForm(document),
      }
      const [brand, sends] = await Promise.all([
        house.people.brands.forForm(organisationId, document.settings?.brand),
        channelsOf(house, published),
      ])
      return { ...published, brand, sends }
    },
  }
}
