import { element, html } from '../../html.ts'
import { selectBox } from '../conditions/boxes.ts'
import { askInDialog } from './ask-in-dialog.ts'
import { fieldVoice, framed, type SettingField } from './setting-field.ts'

export interface MoveRequest {
  /** What is moved, in words. */
  name: string
  /** Where it stands now, from 0. */
  page: number
  index: number
  /** Where it could go: one place for each page, or one alone when pages have no part in it. */
  pages: { title: string; places: number }[]
  /** "page" when pages are moved, "question" otherwise. */
  what: 'page' | 'question'
}

/**
 * Asks where to: the number is asked first and is selected, so that the first of a hundred is three keys away (Enter, 1, Enter), and so is
 * the beginning of the form from any page (Enter, 0, Enter).
 * Gives page and index from 0, or undefined when closed.
 */
export async function askWhereTo(request: MoveRequest): Promise<{ page: number; index: number } | undefined> {
  const { what, pages } = request
  const choosesPage = what === 'question' && pages.length > 1
  const hint = choosesPage
    ? '1 is the first on its page, 0 the first of the whole form. A large number is the last.'
    : '1 is the first. A large number is the last.'
  const body = element(
    html`<div>${framed(
      { id: 'move-number', label: 'Number', hint },
      html`<input class="govuk-input govuk-input--width-4" id="move-number" type="text" inputmode="numeric" autocomplete="off"
      value="${request.index + 1}" aria-describedby="move-number-hint move-number-error">`,
    )}${
      choosesPage
        ? selectBox(
            'move-page',
            'On page',
            pages.map(({ title }, page) => ({
              value: String(page),
              label: `${page + 1}. ${title}`,
              chosen: page === request.page,
            })),
            html``,
          )
        : ''
    }</div>`,
  )
  const box = body.querySelector('input') as HTMLInputElement
  const pageBox = body.querySelector('select')
  const field: SettingField = {
    key: 'number',
    label: 'Number',
    element: body,
    ...fieldVoice(body, 'move-number'),
    read: () => box.value,
  }
  // As soon as the dialog focuses it, so that what is typed replaces the number however quickly it is typed.
  box.addEventListener('focus', () => box.select(), { once: true })
  const submitted = await askInDialog({
    title: `Move ${request.name}`,
    submit: `Move ${what}`,
    body,
    fields: [field],
    problems: () => {
      const from = choosesPage ? 0 : 1
      const isNumber = /^\s*\d{1,6}\s*$/.test(box.value) && Number(box.value) >= from
      return isNumber ? [] : [{ path: 'number', message: `Enter a number from ${from}` }]
    },
  })
  if (!submitted) return undefined
  if (Number(box.value) === 0) return { page: 0, index: 0 }
  const page = pageBox ? Number(pageBox.value) : request.page
  const places = pages[pageBox ? page : 0]?.places ?? 1
  return { page, index: Math.min(Number(box.value), places) - 1 }
}
