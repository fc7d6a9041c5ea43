import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { BadInput } from '../../../errors.ts'
import type { SettingField } from '../../../payments/index.ts'
import type { OfferedGateway } from '../deps.ts'
import type { FieldProblem, PostedForm } from '../page.ts'

/** Settings have names of their gateway's, which may be the names of boxes of ours. */
const boxOf = (name: string) => `settings.${name}`
/** A setting that may hold two secrets, one a line, has two boxes: a password box has only one line. */
const secondBoxOf = (name: string) => `settings.${name}.2`

export interface SettingBox {
  kind: 'text' | 'secret' | 'choice'
  name: string
  label: string
  hint?: string
  choices?: { value: string; text: string }[]
  /** Never a secret. */
  value: string
}

/** The boxes that ask for an account's settings, in the gateway's order; secrets are always empty. */
export function settingBoxes(
  fields: readonly SettingField[],
  typed: Record<string, string> = {},
): SettingBox[] {
  return fields.flatMap((field): SettingBox[] => {
    const { kind, hint, choices } = field
    const name = boxOf(field.name)
    const label = field.required ? field.label : `${field.label} (optional)`
    const box = { name, label, ...(hint && { hint }), value: typed[name] ?? '' }
    if (kind === 'choice') return [{ ...box, kind, choices: choices ?? [] }]
    if (kind === 'text') return [{ ...box, kind }]
    const secret: SettingBox = { ...box, kind: 'secret', value: '' }
    if (kind === 'secret') return [secret]
    const second = `${field.label}, second line (optional)`
    return [secret, { kind: 'secret', name: secondBoxOf(field.name), label: second, value: '' }]
  })
}

export interface ReadSettings {
  /** As the gateway's `parseSettings` takes them. */
  settings: Record<string, string>
  /** What may be shown again: no secret, and nothing that looks like a card number. */
  typed: Record<string, string>
  problems: FieldProblem[]
}

/** What was typed into the boxes, and everything that the gateway's own schema finds wrong with it. */
export function readSettingBoxes(
  gateway: Pick<OfferedGateway, 'settingFields' | 'parseSettings'>,
  form: PostedForm,
): ReadSettings {
  const fields = gateway.settingFields
  const read: ReadSettings = { settings: {}, typed: {}, problems: [] }
  for (const field of fields) {
    const name = boxOf(field.name)
    const isSecret = field.kind === 'secret' || field.kind === 'secrets'
    const text = form.text(name).trim()
    const second = field.kind === 'secrets' ? form.text(secondBoxOf(field.name)).trim() : ''
    const value = [text, second].filter((part) => part !== '').join('\n')
    read.settings[field.name] = value
    if (field.required && value === '') read.problems.push({ field: name, message: missing(field) })
    if (isSecret) continue
    if (looksLikeCardNumber(value)) {
      read.problems.push({ field: name, message: `${field.label} must not be a card number` })
    } else read.typed[name] = value
  }
  const known = new Set(read.problems.map(({ field }) => field))
  read.problems.push(...schemaProblems(gateway, read.settings).filter(({ field }) => !known.has(field)))
  return read
}

function schemaProblems(
  { settingFields, parseSettings }: Pick<OfferedGateway, 'settingFields' | 'parseSettings'>,
  settings: Record<string, string>,
): FieldProblem[] {
  try {
    parseSettings(settings)
    return []
  } catch (error) {
    if (!(error instanceof BadInput)) throw error
    return settingProblems(error, settingFields, boxOf(settingFields[0]?.name ?? ''))
  }
}

/**
 * What the gateway's schema did not accept, beside its box and in the words of the box. What it says of no setting in particular
 * (a live key in a test account) goes to `otherwise`.
 */
export function settingProblems(
  error: BadInput,
  fields: readonly SettingField[],
  otherwise: string,
): FieldProblem[] {
  if (error.problems.length === 0) return [{ field: otherwise, message: error.message }]
  return error.problems.map(({ pointer, message }) => {
    const field = fields.find(({ name }) => name === pointer.split('/')[1])
    if (!field) return { field: otherwise, message }
    const rest = message.startsWith(`${field.name}: `) ? message.slice(field.name.length + 2) : message
    return {
      field: boxOf(field.name),
      message: `${field.label}${rest.startsWith('must') ? '' : ':'} ${rest}`,
    }
  })
}

function missing({ kind, label }: SettingField): string {
  if (kind === 'choice') return `Choose an answer to ‘${label}’`
  // "API key" keeps its capitals, "Site ID" becomes "the site ID".
  const inSentence = /^[A-Z][a-z ]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label
  return `Enter the ${inSentence}`
}
