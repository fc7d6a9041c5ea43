import { documentSchema } from '../../form-schemas/checks/document-schema.ts'
import { questionTypes } from '../../form-schemas/questions/index.ts'
import { panelSettings } from '../../form-schemas/questions/panel/settings.ts'
import { z } from '../../form-schemas/zod.ts'

/** Where words may stand: names of parts, `*` for each part of a list. */
export type WordPath = string[]

/**
 * Every place for words (in one language or two) that a schema has, found by asking each part whether it takes both languages. So a
 * new type of question or a new setting has its words looked at without being listed anywhere.
 */
export function wordPaths(schema: z.ZodType): WordPath[] {
  if (schema instanceof z.ZodOptional) return wordPaths(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodArray)
    return wordPaths(schema.element as z.ZodType).map((path) => ['*', ...path])
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([name, part]) =>
      wordPaths(part).map((path) => [name, ...path]),
    )
  }
  return takesWords(schema) ? [[]] : []
}

function takesWords(schema: z.ZodType): boolean {
  const takes = (value: unknown) => schema.safeParse(value).success
  return takes({ en: 'a', cy: 'a' }) && takes('a') && !takes(1)
}

/** Names of conditions are read by officers only. */
const officersOnly = new Set(['conditions'])

let inDocument: WordPath[] | undefined

/** Words of a document outside its pages. */
export function documentWords(): WordPath[] {
  inDocument ??= wordPaths(documentSchema).filter(([part]) => !officersOnly.has(part ?? ''))
  return inDocument
}

/** Labels that only officers see: of pages (which have titles), of hidden values, and of texts. */
const unseenLabels = new Set(['panel', 'hidden', 'content', 'inset', 'warning'])
const ofTypes = new Map<string, WordPath[]>()

/** Words of one component of this type, those of components inside it left out. */
export function componentWords(type: string): WordPath[] {
  let found = ofTypes.get(type)
  if (!found) {
    const schema = type === 'panel' ? panelSettings : questionTypes[type]?.settings
    const paths = schema ? wordPaths(schema as z.ZodType) : []
    found = paths.filter((path) => !(unseenLabels.has(type) && path.length === 1 && path[0] === 'label'))
    ofTypes.set(type, found)
  }
  return found
}
