import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'

/** What an expression may name, given by the page as JSON: `<script type="application/json" id="vocabulary">`. */
export interface Vocabulary {
  /** Questions by the path rules know them by (`items.quantity`), with their label. */
  questions: { path: string; label?: string; kind?: string }[]
  /** Functions without the dollar sign: `{ name: "fee", signature: "$fee(code)", help: "…" }`. */
  functions: { name: string; signature?: string; help?: string }[]
  /** Variables without the dollar sign: named values above this one, `submission`, `price`. */
  variables?: { name: string; label?: string }[]
}

export const noVocabulary: Vocabulary = { questions: [], functions: [] }

/** Offers questions where a name begins and functions and variables after a dollar sign; never inside a text. */
export function completeFrom(vocabulary: Vocabulary) {
  const questions: Completion[] = vocabulary.questions.map(({ path, label, kind }) => ({
    label: path,
    type: 'property',
    detail: kind,
    info: label,
  }))
  const dollar: Completion[] = [
    ...vocabulary.functions.map(({ name, signature, help }) => ({
      label: `$${name}`,
      apply: `$${name}(`,
      type: 'function',
      detail: signature,
      info: help,
    })),
    ...(vocabulary.variables ?? []).map(({ name, label }) => ({
      label: `$${name}`,
      type: 'variable',
      info: label,
    })),
  ]
  return (context: CompletionContext): CompletionResult | null => {
    if (insideText(context)) return null
    const variable = context.matchBefore(/\$\w*/)
    if (variable) return { from: variable.from, options: dollar, validFor: /^\$\w*$/ }
    const name = context.matchBefore(/[A-Za-z_][\w.]*/)
    if (name) return { from: name.from, options: questions, validFor: /^[\w.]*$/ }
    return context.explicit ? { from: context.pos, options: [...questions, ...dollar] } : null
  }
}

/** Whether a text that was begun before the cursor has not ended yet. */
function insideText({ state, pos }: CompletionContext): boolean {
  let open = ''
  for (const character of state.sliceDoc(0, pos).replace(/\\./g, '')) {
    if (open === '' && (character === '"' || character === "'")) open = character
    else if (character === open) open = ''
  }
  return open !== ''
}
