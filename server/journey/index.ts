/**
 * The resident's way through a form, worked out anew from (compiled form, answers) and never stored.
 * Knows pages, conditions, which answers count, and what is still to be asked. Pure: no time, no database, no HTTP.
 * Refuses to know where answers are kept, what they cost, and how a page looks.
 */
export { checkAll, checkAnswersRows, itemRows, itemsOf, type Row, type Section } from './check-answers.ts'
export {
  type CompiledComponent,
  type CompiledForm,
  type CompiledList,
  type CompiledPage,
  type ComponentSet,
  compileForm,
} from './compile-form.ts'
export {
  canVisit,
  displayedComponents,
  nextPage,
  own,
  pageAfter,
  pageBefore,
  reachableAnswers,
  reachablePages,
} from './path.ts'
export { type ReadPage, readItem, readPage } from './read-page.ts'
