import { enhanceExpressions } from '../editor/enhance-all.ts'
import { followChanges } from './follow-changes.ts'

/*
 * The back-office page: what fills each field that is sent, the mapping as an expression, and a sample submission with what comes out.
 * A choice writes the expression, a typed expression is shown as choices, and the output follows both. Without this script "Update the
 * fields" and "Show the output" are ordinary submit buttons. The page gives a form with data-preview-url, <div id="mapping-output"> and,
 * where fields can be picked, <div id="targets">.
 */

const editors = enhanceExpressions(document)
const form = document.querySelector<HTMLFormElement>('form[data-preview-url]')
const output = document.getElementById('mapping-output')
const targets = document.getElementById('targets')
if (form && output) followChanges({ form, output, targets, mapping: editors[0] })
// A box that a button has just made: browsers leave autofocus alone when the page's address has a fragment.
const goOn = form?.dataset.goOnAt
;(goOn ? document.getElementById(goOn) : document.querySelector<HTMLElement>('[data-go-on]'))?.focus()
