import { readFileSync } from 'node:fs'
import type { FormDocument } from '../../../form-schemas/document.ts'

const text = readFileSync(new URL('../../support/permit.json', import.meta.url), 'utf8')
export const pencePerHour = 150

/**
 * The permit at £1.50 an hour, which also asks for an e-mail address that need not be given: who gives one is told of refunds.
 * `change` makes the next version of it.
 */
export function permitText(change: (document: FormDocument) => void = () => {}): string {
  const document = JSON.parse(text) as FormDocument
  document.definition.components[0]!.components.push({
    type: 'email',
    key: 'email',
    label: 'What is your email address?',
    validate: { required: false },
  })
  change(document)
  return JSON.stringify(document)
}
