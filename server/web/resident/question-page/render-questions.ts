import type { FieldError } from '../../../../form-schemas/questions/question-type.ts'
import { say } from '../../../../form-schemas/words.ts'
import type { Log } from '../../../log.ts'
import type { Templates } from '../../govuk/templates.ts'
import type { ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { type ChoiceOption, cutSkeleton, fillSkeleton, type Held, type Skeleton } from '../skeleton.ts'
import { type QuestionScreen, viewCalls } from './question-screen.ts'

export interface QuestionView {
  form: ResidentForm
  screen: QuestionScreen
  held: Held
  /** Path of the screen before. */
  backHref: string
  /** "Item 2": only on items of a list. */
  itemName?: string
  /** Fingerprint of the item that is shown: only on items of a list. */
  seen?: string
}

export interface QuestionRenderer {
  /** The page without errors: from its skeleton, where it has one. */
  fill(view: QuestionView): string
  /** The page through the macros; the only way when there are errors. */
  render(view: QuestionView, errors: FieldError[]): string
}

/** So many shapes of one version's pages are kept; more than that can only come from somebody playing with conditions. */
const mostSkeletons = 1000

export function createQuestionRenderer({
  templates,
  log,
}: {
  templates: Templates
  log: Log
}): QuestionRenderer {
  // Keyed by the version with its brand: one that nobody holds any more takes its skeletons with it.
  const kept = new WeakMap<ResidentForm, Map<string, Skeleton | 'uncut'>>()

  const renderShown = (view: QuestionView, shown: Shown, errors: FieldError[]) =>
    templates.render('resident/question-page/question-page.njk', {
      ...layoutContext(view.form, view.screen.language, view.screen.channel),
      title: shown.heading,
      backHref: view.backHref,
      itemName: view.itemName,
      seen: view.seen,
      keptFiles: view.screen.keptFiles,
      calls: shown.calls,
      ownHeading: shown.ownHeading,
      isExit: view.screen.isExit,
      // An item is kept as a whole; its list can be left.
      ...(view.screen.isItem && { leavesBy: undefined }),
      contact: view.screen.isExit
        ? say(view.form.document.settings?.contact, view.screen.language)
        : undefined,
      sendsFiles: view.screen.displayed.some((one) => one.type.sendsFiles),
      hasErrors: errors.length > 0,
      errorList: errors.map((error) => ({ text: error.message, href: `#${error.field}` })),
    })

  const render = (view: QuestionView, errors: FieldError[]) =>
    renderShown(view, viewCalls(view.screen, view.held, errors), errors)

  const cut = (view: QuestionView): Skeleton | 'uncut' => {
    const fields = view.screen.displayed.flatMap((one) => (one.asks ? one.type.fields(one.component) : []))
    const textFields = fields.filter((field) => !field.options).map((field) => field.name)
    const options: ChoiceOption[] = choicesIn(viewCalls(view.screen, {}, []).calls).map(
      ({ field, value }) => ({ field, value }),
    )
    const skeleton = cutSkeleton({
      textFields,
      options,
      details: view.screen.isItem ? ['backHref', 'itemName', 'seen'] : ['backHref'],
      render(held, choose, details) {
        const shown = viewCalls(view.screen, held, [])
        for (const choice of choicesIn(shown.calls)) choice.item[choice.word] = choose === 'all'
        return renderShown({ ...view, ...details }, shown, [])
      },
    })
    if (skeleton && isFaithful(skeleton, view, textFields, options)) return skeleton
    log.warn(
      { form: view.form.slug, version: view.form.versionId, page: say(view.screen.title) },
      'skeleton.uncut',
    )
    return 'uncut'
  }

  /** A skeleton is used only after it gave the same bytes as the macros for an empty page, a full one and a hostile one. */
  const isFaithful = (
    skeleton: Skeleton,
    view: QuestionView,
    textFields: string[],
    options: ChoiceOption[],
  ) => {
    const last = Object.fromEntries(options.map(({ field, value }) => [field, value]))
    const texts = (text: string) => Object.fromEntries(textFields.map((field) => [field, text]))
    const probes: Held[] = [
      {},
      { ...texts('a'), ...last },
      { ...texts(`<b> "q" 'a' & \\ é {{ x }} \u{e000} $&`), ...last },
    ]
    return probes.every((held) => {
      const probe = {
        ...view,
        held,
        backHref: '/b?c=1&d="',
        ...(view.screen.isItem && { itemName: '<7>', seen: '"' }),
      }
      return fillSkeleton(skeleton, held, detailsOf(probe)) === render(probe, [])
    })
  }

  return {
    render,
    fill(view) {
      const ofForm = kept.get(view.form) ?? new Map<string, Skeleton | 'uncut'>()
      kept.set(view.form, ofForm)
      const key = skeletonKey(view)
      let skeleton = ofForm.get(key)
      if (!skeleton && ofForm.size < mostSkeletons) {
        skeleton = cut(view)
        ofForm.set(key, skeleton)
      }
      const filled =
        skeleton && skeleton !== 'uncut' ? fillSkeleton(skeleton, view.held, detailsOf(view)) : undefined
      return filled ?? render(view, [])
    },
  }
}

function detailsOf({ backHref, itemName = '', seen = '' }: QuestionView): Record<string, string> {
  return { backHref, itemName, seen }
}

/** Everything of one version's page that is not a hole: which screen, in which language, filled in by whom, showing which questions. */
function skeletonKey({ screen }: QuestionView): string {
  const shown = screen.displayed.map((one) => one.key).join(' ')
  return `${screen.language} ${screen.channel} ${screen.slug} ${screen.isItem} ${shown}`
}

type Shown = ReturnType<typeof viewCalls>

interface Choice extends ChoiceOption {
  item: Record<string, unknown>
  word: 'checked' | 'selected'
}

/** The options among macro parameters, in the order in which the macros write them. */
function choicesIn(params: unknown, name = ''): Choice[] {
  if (typeof params !== 'object' || params === null) return []
  if (Array.isArray(params)) return params.flatMap((one) => choicesIn(one, name))
  const item = params as Record<string, unknown>
  const field = typeof item.name === 'string' ? item.name : name
  const word =
    typeof item.checked === 'boolean'
      ? 'checked'
      : typeof item.selected === 'boolean'
        ? 'selected'
        : undefined
  // The empty option of a select is never marked: browsers show it when no other is.
  const here: Choice[] = word && item.value !== '' ? [{ item, word, field, value: String(item.value) }] : []
  return here.concat(
    Object.values(item).flatMap((one) => (typeof one === 'object' ? choicesIn(one, field) : [])),
  )
}
