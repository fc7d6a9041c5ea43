import type { SentencePiece } from '../../../form-schemas/condition-words.ts'
import { type Html, html } from '../../html.ts'

/** A sentence with the names of the form set apart. */
export function sentence(pieces: readonly SentencePiece[]): Html {
  return html`${pieces.map(({ text, isName }) => (isName ? html`<b>${text}</b>` : html`${text}`))}`
}
