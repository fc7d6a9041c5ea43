import type { Component } from '../../../../form-schemas/document.ts'
import { questionType } from '../../../../form-schemas/questions/index.ts'
import { say, type Words } from '../../../../form-schemas/words.ts'
import type { PostedForm } from '../page.ts'

/*
 * The words of a block as boxes, so that they can be mended without the designer and without JavaScript. What kind of question it is
 * and what it checks is changed in a form, and kept from there.
 */

export interface WordBox {
  /** Name and id: where the words stand, "part-0-label". */
  field: string
  label: string
  english: string
  /** Undefined when the block has no Welsh. */
  welsh: string | undefined
  isLong: boolean
}

export interface BoxedPart {
  heading: string
  kind: string
  boxes: WordBox[]
  /** Whether it must be answered; undefined where that cannot be said. */
  required?: { field: string; checked: boolean } | undefined
}

type Path = readonly (string | number)[]

/** @param typed what an officer typed that could not be kept */
export function boxedParts(components: readonly Component[], typed?: PostedForm): BoxedPart[] {
  const isWelsh = JSON.stringify(components).includes('"cy":')
  return everyPart(components).map(({ component, path }) => ({
    heading: nameOf(component),
    kind: component.type === 'panel' ? 'Page' : questionType(component.type).designer.title,
    boxes: wordsOf(component).map(({ at, label, isLong }) => {
      const field = fieldAt(path, at)
      const words = valueAt(component, at) as Words | undefined
      return {
        field,
        label,
        isLong,
        english: typed?.text(field) ?? say(words),
        welsh: isWelsh ? (typed?.text(`${field}-cy`) ?? welshOf(words)) : undefined,
      }
    }),
    required: canBeRequired(component)
      ? {
          field: fieldAt(path, ['required']),
          checked: typed ? typed.has(fieldAt(path, ['required'])) : component.validate?.required === true,
        }
      : undefined,
  }))
}

/** The block with what was typed. An empty box takes the words out. */
export function withTyped(components: readonly Component[], form: PostedForm): Component[] {
  const copy = structuredClone([...components])
  for (const { component, path } of everyPart(copy)) {
    for (const { at } of wordsOf(component)) {
      const field = fieldAt(path, at)
      if (form.has(field)) setAt(component, at, typedWords(form, field))
    }
    const required = fieldAt(path, ['required'])
    if (!canBeRequired(component)) continue
    const { required: _, ...rest } = component.validate ?? {}
    const validate = form.has(required) ? { required: true, ...rest } : rest
    if (component.validate?.required === form.has(required)) continue
    if (Object.keys(validate).length > 0) component.validate = validate
    else delete component.validate
  }
  return copy
}

function everyPart(
  components: readonly Component[],
  above: Path = [],
): { component: Component; path: Path }[] {
  return components.flatMap((component, index) => [
    { component, path: [...above, index] },
    ...everyPart(component.components ?? [], [...above, index]),
  ])
}

const fieldAt = (path: Path, at: Path) => `part-${[...path, ...at].join('-')}`

function wordsOf(component: Component): { at: Path; label: string; isLong: boolean }[] {
  if (component.type === 'panel') return [{ at: ['title'], label: 'Title of the page', isLong: false }]
  const found: { at: Path; label: string; isLong: boolean }[] = []
  const { asks } = questionType(component.type)
  if (component.label !== undefined)
    found.push({ at: ['label'], label: asks ? 'Question' : 'Heading', isLong: false })
  if (asks) found.push({ at: ['description'], label: 'Hint', isLong: true })
  if (component.html !== undefined) found.push({ at: ['html'], label: 'Text', isLong: true })
  const inData = (component.data as { values?: unknown[] } | undefined)?.values
  const options = Array.isArray(component.values) ? component.values : (inData ?? [])
  const list: Path = Array.isArray(component.values) ? ['values'] : ['data', 'values']
  for (const index of options.keys())
    found.push({ at: [...list, index, 'label'], label: `Option ${index + 1}`, isLong: false })
  return found
}

/** Told by the type's own dialog. */
function canBeRequired({ type }: Component): boolean {
  return type !== 'panel' && hasField(questionType(type).editForm(), 'validate.required')
}

function hasField(field: unknown, key: string): boolean {
  if (typeof field !== 'object' || field === null) return false
  const { key: own, components = [] } = field as { key?: string; components?: unknown[] }
  return own === key || components.some((inner) => hasField(inner, key))
}

function typedWords(form: PostedForm, field: string): Words | undefined {
  const [en, cy] = [form.text(field).trim(), form.text(`${field}-cy`).trim()]
  if (en === '' && cy === '') return undefined
  return cy === '' ? en : { en, cy }
}

function welshOf(words: Words | undefined): string {
  return typeof words === 'object' ? (words.cy ?? '') : ''
}

function nameOf({ label, title, key }: Component): string {
  return say(label) || say(title as Words | undefined) || key
}

function valueAt(component: Component, at: Path): unknown {
  return at.reduce<unknown>(
    (value, part) => (value as Record<string, unknown> | undefined)?.[part],
    component,
  )
}

function setAt(component: Component, at: Path, words: Words | undefined): void {
  const holder = valueAt(component, at.slice(0, -1)) as Record<string, unknown>
  const last = String(at.at(-1))
  // Words that stay the same keep their shape: text alone and text by language are two ways of writing it.
  const before = holder[last] as Words | undefined
  if (words !== undefined && say(before) === say(words) && welshOf(before) === welshOf(words)) return
  if (words === undefined) delete holder[last]
  else holder[last] = words
}
