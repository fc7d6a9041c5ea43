import type { ConditionPlace } from '../../form-schemas/condition-subjects.ts'
import { say } from '../../form-schemas/words.ts'
import { element, html } from '../html.ts'
import { createCanvas } from './canvas/canvas.ts'
import { createConditionsScreen } from './conditions/conditions-screen.ts'
import { questionAt } from './definition.ts'
import { designNames, designOf, type GivenDesign } from './design.ts'
import type { OfferedDataset } from './dialog/lookup-field.ts'
import { createDraft } from './draft.ts'
import { createExtras } from './extras.ts'
import { createPreviewScreen } from './live-preview/preview-screen.ts'
import { createPageActions } from './page-actions.ts'
import { createPagesList } from './pages-list.ts'
import { createQuestionActions } from './question-actions.ts'
import { keptHistory } from './save/kept-history.ts'
import { createSaving } from './save/saving.ts'
import { createToast } from './toast.ts'
import { createViews } from './views.ts'

/*
 * The designer: joins the draft, the list of pages, the canvas and saving. Each of them knows only the draft; what they
 * report comes in here as events and goes out as changes of the draft, which draws everything again.
 */

export interface DesignerStart extends GivenDesign {
  revision: number
  saveUrl: string
  /** Id of who is signed in: what they could not send is kept for them and nobody else. */
  officer?: string | undefined
  /** Where pages are shown as residents get them; without it there is no preview. */
  previewUrl?: string | undefined
  /** The form is bilingual: Welsh is asked beside English. */
  welsh: boolean
  /** Key of the page to begin with. */
  page?: string | undefined
  /** Where the question bank and the comments are read; without them there are none. */
  bankUrl?: string | undefined
  commentsUrl?: string | undefined
  /** The organisation's datasets, for looking answers up. */
  datasets?: readonly OfferedDataset[]
}

/** What the officer looks at: which page is on the canvas, and where focus goes when it has been drawn again. */
export interface View {
  page: number
  /** Runs once after the next drawing. */
  afterDrawing?: (() => void) | undefined
}

export async function startDesigner(host: HTMLElement, start: DesignerStart): Promise<void> {
  const parts = layOut(host)
  const draft = createDraft(start, keptHistory(start.saveUrl, designOf(start)))
  const asked = draft.definition.components.findIndex(({ key }) => key === start.page)
  const view: View = { page: Math.max(0, asked) }
  const toast = createToast(host)
  const extras = await createExtras(parts.questions, {
    draft,
    view,
    draw: () => void draw(),
    bankUrl: start.bankUrl,
    commentsUrl: start.commentsUrl,
  })

  const questions = createQuestionActions({
    draft,
    view,
    toast,
    welsh: start.welsh,
    datasets: start.datasets ?? [],
    canvas: () => canvas,
  })
  const canvas = await createCanvas(parts.builder, {
    ...questions,
    previews: start.previewUrl !== undefined,
    extras: extras.card,
    acted(action, path) {
      if (action !== 'preview') return questions.acted(action, path)
      views.choose('preview')
      preview?.showQuestion(questionAt(draft.definition, { page: view.page, path })?.key ?? '')
      void draw()
    },
    names(path) {
      const place = { page: view.page, path: path.slice(0, -1) }
      return designNames(
        draft.design,
        path.length > 1 ? questionAt(draft.definition, place)?.components : undefined,
      )
    },
  })
  const pages = createPageActions({
    draft,
    view,
    toast,
    welsh: start.welsh,
    pages: () => pagesList,
    draw: () => draw(),
  })
  const pagesList = createPagesList(parts.pages, pages.acted, extras.page)
  parts.heading.addEventListener('click', (event) => {
    if ((event.target as Element).closest('[data-edit-page]')) pages.acted('edit', view.page)
  })

  const draw = async () => {
    view.page = Math.min(view.page, draft.definition.components.length - 1)
    const panel = draft.definition.components[view.page]
    pagesList.show(draft.design, view.page)
    if (!panel) return
    parts.heading.innerHTML = html`<h2 class="govuk-heading-m">${say(panel.title)}</h2>
      <button type="button" class="cf-action" data-edit-page aria-label="Edit page: ${say(panel.title)}">Edit page</button>${extras.heading(panel)}`.text
    if (views.chosen === 'conditions') conditions.show()
    else if (views.chosen === 'preview') preview?.show()
    else await canvas.show(panel)
    const after = view.afterDrawing
    view.afterDrawing = undefined
    after?.()
  }
  const goTo = (place: ConditionPlace) => {
    views.choose('questions')
    view.page = place.page
    view.afterDrawing = () =>
      place.path.length > 0 ? canvas.focusCard(place.path) : parts.heading.querySelector('button')?.focus()
    void draw()
  }
  const conditions = createConditionsScreen(parts.conditions, { draft, welsh: start.welsh, goTo })
  const preview = start.previewUrl
    ? createPreviewScreen(parts.preview, {
        draft,
        view,
        url: start.previewUrl,
        draw: () => void draw(),
        edit: (path) => questions.acted('edit', path),
        goTo,
      })
    : undefined
  const views = createViews<'questions' | 'conditions' | 'preview'>(
    parts.views,
    {
      questions: { words: 'Questions', part: parts.questions },
      conditions: { words: 'Conditions', part: parts.conditions },
      ...(preview && { preview: { words: 'Preview', part: parts.preview } }),
    },
    () => void draw(),
  )
  let drawn = draft.design
  draft.listen(() => {
    // That something was saved changes nothing of what is shown, and is no reason to take an offer of Undo away.
    if (draft.design === drawn) return
    drawn = draft.design
    toast.hide()
    void draw()
  })
  await draw()
  const { saveUrl: url, officer } = start
  await createSaving({ draft, address: { url, officer }, bar: parts.bar, messages: parts.messages, goTo })
  host.dataset.ready = 'true'
}

function layOut(host: HTMLElement) {
  const designer =
    element(html`<div class="cf-designer"><div data-part="bar"></div><div data-part="views"></div><div data-part="messages"></div>
    <div class="cf-designer__columns" data-part="questions"><nav class="cf-pages" aria-label="Pages of this form" data-part="pages"></nav>
      <div><div class="cf-page-heading" data-part="heading"></div><div data-part="builder"></div></div></div>
    <div data-part="conditions" hidden></div><div data-part="preview" hidden></div></div>`)
  host.replaceChildren(designer)
  const part = (name: string) => designer.querySelector<HTMLElement>(`[data-part="${name}"]`) as HTMLElement
  return {
    // The bar sticks to the designer, so it stands in it directly.
    bar: designer,
    views: part('views'),
    messages: part('messages'),
    questions: part('questions'),
    conditions: part('conditions'),
    preview: part('preview'),
    pages: part('pages'),
    heading: part('heading'),
    builder: part('builder'),
  }
}
