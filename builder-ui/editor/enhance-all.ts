import { optionalPageJson } from '../page-data.ts'
import { type ExpressionEditor, enhanceExpression } from './expression-editor.ts'
import { noVocabulary, type Vocabulary } from './vocabulary.ts'

/** Every `<textarea data-expression>` within `root`. `data-vocabulary` names the JSON on the page that it completes from. */
export function enhanceExpressions(root: ParentNode): ExpressionEditor[] {
  return [...root.querySelectorAll<HTMLTextAreaElement>('textarea[data-expression]')].map((textarea) =>
    enhanceExpression(
      textarea,
      optionalPageJson<Vocabulary>(textarea.dataset.vocabulary ?? 'vocabulary') ?? noVocabulary,
    ),
  )
}
