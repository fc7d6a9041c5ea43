import type { Context } from 'hono'
import type { Layout } from '../../../datasets/index.ts'
import type { PostedForm } from '../page.ts'

/** Larger files come by the command line or the API: a page that is posted is held in memory. */
export const largestDatasetFile = 20 * 1024 * 1024

/** The addresses that a dataset's file is sent to. */
export function takesDatasetFile(c: Context): boolean {
  return c.req.method === 'POST' && /\/datasets\/(new|[^/]+\/imports)$/.test(c.req.path)
}

export const encodings = [
  { value: 'utf-8', text: 'UTF-8 (usual)' },
  { value: 'windows-1252', text: 'Windows-1252 (extracts of older systems)' },
]

export const delimiters = [
  { value: 'comma', text: 'Commas' },
  { value: 'semicolon', text: 'Semicolons' },
  { value: 'tab', text: 'Tabs' },
  { value: 'pipe', text: 'Vertical bars' },
]

const signs: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' }

export interface LayoutBoxes {
  encoding: string
  delimiter: string
}

/** What was chosen; the usual where nothing that is offered was. */
export function readLayoutBoxes(form: PostedForm): LayoutBoxes {
  const one = (name: keyof LayoutBoxes, offered: { value: string }[]) =>
    offered.find(({ value }) => value === form.text(name))?.value ?? offered[0]!.value
  return { encoding: one('encoding', encodings), delimiter: one('delimiter', delimiters) }
}

export function layoutOf({ encoding, delimiter }: LayoutBoxes): Layout {
  return { reader: 'csv', encoding, delimiter: signs[delimiter] }
}
