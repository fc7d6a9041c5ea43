/**
 * The resident's way through a form, worked out anew from (compiled form, answers) and never stored.
 * Knows pages, conditions, which answers count, and what is still to be asked. Pure: no time, no database, no HTTP.
 * Refuses to know where answers are kept, what they cost, and how a page looks.
 */
export { type Asking, askingFor, shownAs } from './assist.ts'
export { checkAll, checkAnswersRows, type Row, type Section } from './check-answers.ts'
export {
  type CompiledComponent,
  type CompiledForm,
  type CompiledList,
  type CompiledPage,
  type ComponentSet,
  compileForm,
} from './compile-form.ts'
export { type InnerList, type ItemRow, rowsAt } from './item-rows.ts'
export {
  afterItem,
  afterList,
  changedAt,
  itemPath,
  itemsAt,
  keptItem,
  type ListPlace,
  listPath,
  listWithin,
  ownPart,
  pageList,
  unfinishedList,
} from './lists.ts'
export {
  canVisit,
  displayedComponents,
  type Lookups,
  lookupsOf,
  nextPage,
  own,
  pageAfter,
  pageBefore,
  reachableAnswers,
  reachablePages,
} from './path.ts'
export { type ReadItem, type ReadPage, readItemAt, readPage } from './read-page.ts'
export { hasTaskList, type Task, tasksOf } from './tasks.ts'
