import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Posted } from '../../../../form-schemas/questions/question-type.ts'
import { type Day, londonDay } from '../../../clock.ts'

/** What came with a page: its fields as questions read them, and the files that were chosen, by field. */
export interface PostedForm extends Posted {
  files(name: string): File[]
}

export function isMultipart(c: Context): boolean {
  return c.req.header('content-type')?.toLowerCase().startsWith('multipart/form-data') ?? false
}

/** @throws HTTPException 400 when the body is no form */
export async function readPostedForm(c: Context, now: Date): Promise<PostedForm> {
  const postedOn = londonDay(now)
  if (!isMultipart(c))
    return { ...fieldsOf(new URLSearchParams(await c.req.text()), postedOn), files: () => [] }
  const form = await c.req.formData().catch((cause: unknown) => {
    throw new HTTPException(400, { message: 'The page was not sent in full', cause })
  })
  // Of a file a question sees its name only: that one was chosen.
  const text = (value: FormDataEntryValue) => (typeof value === 'string' ? value : value.name)
  return {
    get: (name) => {
      const value = form.get(name)
      return value === null ? null : text(value)
    },
    getAll: (name) => form.getAll(name).map(text),
    postedOn,
    files: (name) =>
      form.getAll(name).filter((value): value is File => typeof value !== 'string' && value.name !== ''),
  }
}

/** A posted text as questions read it, with the day on which it was posted. */
export function fieldsOf(fields: URLSearchParams, postedOn: Day): Posted {
  return { get: (name) => fields.get(name), getAll: (name) => fields.getAll(name), postedOn }
}
