import { conditionsIn, withoutNames } from '../../form-schemas/conditions.ts'
import type {
  Component,
  Conditional,
  FormDocument,
  NamedCondition,
  Panel,
} from '../../form-schemas/document.ts'
import { subjectOf } from '../../form-schemas/is-shown.ts'
import { pageSlug } from '../../form-schemas/page-slug.ts'
import { mostItems, mostNestedItems } from '../../form-schemas/questions/editgrid/settings.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import type { QuestionType } from '../../form-schemas/questions/question-type.ts'
import type { Words } from '../../form-schemas/words.ts'

/** A component of a page with everything looked up that does not depend on answers. */
export interface CompiledComponent {
  key: string
  component: Component
  type: QuestionType
  asks: boolean
  conditional: Conditional | undefined
}

/** What one screen shows: a page's components, or those of one item of a list. */
export interface ComponentSet {
  components: CompiledComponent[]
  /** The components that ask something. */
  questions: CompiledComponent[]
  /** Keys of the questions of this screen: conditions on them are unsure while it is being filled in. */
  keys: ReadonlySet<string>
  /**
   * True when a post cannot be read without the earlier answers: a condition on this screen names a question elsewhere, or a question
   * takes a part of its answer from the one that is stored.
   */
  needsEarlierAnswers: boolean
}

export interface CompiledPage extends ComponentSet {
  key: string
  slug: string
  title: Words
  /** `list`: a repeating list that has its page to itself; its items are screens of their own. */
  kind: 'questions' | 'list'
  /** Key of the part of the form it belongs to. */
  section: string | undefined
  /** Who gets here goes no further. */
  exit: boolean
  conditional: Conditional | undefined
  /** Holds `true` in the answers once a page that asks nothing was continued from. No question can have such a key. */
  continuedKey: string
  list?: CompiledList
}

export interface CompiledList {
  key: string
  /** Of its address below an item; a list that is alone on its page has the page's. */
  slug: string
  label: Words | undefined
  /** What one item is called ("item"), and how the officer asks for another. */
  itemLabel: Words
  addAnother: Words | undefined
  question: CompiledComponent
  /** The screen of one item: its questions but for the lists in it. */
  item: ComponentSet
  /** The lists inside each item, in order: each has pages of its own, after the item's screen. */
  lists: CompiledList[]
  minLength: number
  maxLength: number
}

/** A published version made ready for residents: compiled once, never changed, safe to share between requests. */
export interface CompiledForm {
  document: FormDocument
  slug: string
  title: Words
  /** True when the form has Welsh words, so that a journey may be begun in Welsh. */
  welsh: boolean
  pages: CompiledPage[]
  bySlug: ReadonlyMap<string, CompiledPage>
}

/**
 * @throws Error when a component's type is not registered: documents are parsed before they get here.
 */
export function compileForm(document: FormDocument): CompiledForm {
  const named = document.conditions ?? []
  const pages = document.definition.components.map((panel) => compilePage(panel, named))
  return {
    document,
    slug: document.slug,
    title: document.title,
    welsh: typeof document.title === 'object' && document.title.cy !== undefined,
    pages,
    bySlug: new Map(pages.map((page) => [page.slug, page])),
  }
}

function compilePage(panel: Panel, named: readonly NamedCondition[]): CompiledPage {
  const set = compileSet(panel.components, named)
  const question = set.questions.find((one) => isList(one.component))
  return {
    ...set,
    key: panel.key,
    slug: pageSlug(panel.key),
    title: panel.title,
    kind: question ? 'list' : 'questions',
    section: panel.section,
    exit: panel.exit === true,
    conditional: panel.conditional && withoutNames(panel.conditional, named),
    continuedKey: `continued:${panel.key}`,
    ...(question && { list: compileList(question, named, mostItems) }),
  }
}

function compileList(
  question: CompiledComponent,
  named: readonly NamedCondition[],
  most: number,
): CompiledList {
  const { label, validate, components = [], itemLabel, addAnother } = question.component
  const limits = (validate ?? {}) as { minLength?: number; maxLength?: number; required?: boolean }
  const [lists, own] = [components.filter(isList), components.filter((component) => !isList(component))]
  return {
    key: question.key,
    slug: pageSlug(question.key),
    label,
    itemLabel: (itemLabel as Words | undefined) ?? { en: 'item', cy: 'eitem' },
    addAnother: addAnother as Words | undefined,
    question,
    item: compileSet(own, named),
    lists: compileSet(lists, named).components.map((list) => compileList(list, named, mostNestedItems)),
    minLength: Math.max(limits.minLength ?? 0, limits.required === true ? 1 : 0),
    maxLength: Math.min(limits.maxLength ?? most, most),
  }
}

function isList({ type }: Component): boolean {
  return type === 'editgrid'
}

function compileSet(sources: Component[], named: readonly NamedCondition[]): ComponentSet {
  const components = sources.map((component): CompiledComponent => {
    const type = questionType(component.type)
    const conditional = component.conditional && withoutNames(component.conditional, named)
    return { key: component.key, component, type, asks: type.asks, conditional }
  })
  const questions = components.filter((one) => one.asks)
  const keys = new Set(questions.map((one) => one.key))
  const needsEarlierAnswers = components.some(
    ({ conditional, component, type }) =>
      type.remembers?.(component) ||
      (conditional && conditionsIn(conditional, []).some(({ condition }) => !keys.has(subjectOf(condition)))),
  )
  return { components, questions, keys, needsEarlierAnswers }
}
