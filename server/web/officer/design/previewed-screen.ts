import type { FieldError } from '../../../../form-schemas/questions/question-type.ts'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { type CompiledPage, pageList, readItemAt, readPage } from '../../../journey/index.ts'
import { basePath } from '../../resident/cookie.ts'
import type { ResidentForm } from '../../resident/deps.ts'
import { heldFromPost, type QuestionScreen } from '../../resident/question-page/question-screen.ts'
import type { QuestionView } from '../../resident/question-page/render-questions.ts'

/**
 * A page as somebody meets it who has to answer everything on it: also what only some are asked. Of a list, the first item.
 * @param withErrors as after pressing Continue with nothing answered
 * @throws Error when the form has no such page: it was looked for before
 */
export function previewedScreen(
  form: ResidentForm,
  key: string,
  language: Language,
  withErrors: boolean,
): { view: QuestionView; errors: FieldError[] } {
  const at = form.compiled.pages.findIndex((page) => page.key === key)
  const page = form.compiled.pages[at]
  if (!page) throw new Error(`The form has no page ${key}`)
  const set = page.list?.item ?? page
  const screen: QuestionScreen = {
    slug: page.slug,
    title: page.title,
    displayed: set.components.filter(({ type }) => !type.silent),
    language,
    channel: 'online',
    isItem: page.list !== undefined,
    isExit: page.exit,
  }
  const nothing = new URLSearchParams()
  const before = form.compiled.pages[at - 1]
  const item = page.list && `${say(page.list.itemLabel, language)} 1`
  return {
    view: {
      form,
      screen,
      held: heldFromPost(screen.displayed, nothing),
      backHref: before ? `${basePath(form)}/${before.slug}` : basePath(form),
      ...(item && { itemName: item.charAt(0).toUpperCase() + item.slice(1), seen: '' }),
    },
    errors: withErrors ? errorsOf(form, page, language) : [],
  }
}

function errorsOf({ compiled }: ResidentForm, page: CompiledPage, language: Language): FieldError[] {
  const nothing = new URLSearchParams()
  const read = page.list
    ? readItemAt(compiled, pageList(page), nothing, {}, language, undefined)
    : readPage(compiled, page, nothing, {}, language)
  return read.ok ? [] : read.errors
}
