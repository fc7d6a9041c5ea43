import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { type Language, say, type Words } from '../../../form-schemas/words.ts'
import { spokenDay, spokenInstant } from '../../clock.ts'
import { formatPence } from '../../money.ts'
import type { Assets } from './assets.ts'

export interface Templates {
  /** Renders a file under server/web, such as `officer/forms/forms.njk`. Everything is escaped unless a template says `safe`. */
  render(name: string, context: object): string
}

/** Nunjucks with govuk-frontend's own macros and our pages. Compiled templates are kept for the life of the process. */
export function createTemplates(assets: Assets): Templates {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader(
      [
        join(import.meta.dirname, '..'),
        join(import.meta.dirname, '../../../node_modules/govuk-frontend/dist'),
      ],
      { noCache: false },
    ),
    { autoescape: true, throwOnUndefined: false, trimBlocks: true, lstripBlocks: true },
  )
  environment.addGlobal('asset', (name: string) => assets.url(name))
  environment.addFilter('pounds', (pence: number) => formatPence(pence))
  environment.addFilter('say', (words: Words | undefined, language?: Language) => say(words, language))
  environment.addFilter('instant', (value: Date | string) => spokenInstant(new Date(value)))
  environment.addFilter('day', (value: string) => spokenDay(value))
  environment.addFilter('json', (value: unknown) => JSON.stringify(value, null, 2))
  // Safe inside <script type="application/json">: no "<" survives, so nothing can close the element.
  environment.addFilter(
    'embed',
    (value: unknown) => new nunjucks.runtime.SafeString(JSON.stringify(value).replace(/</g, '\\u003c')),
  )
  return { render: (name, context) => environment.render(name, context) }
}
