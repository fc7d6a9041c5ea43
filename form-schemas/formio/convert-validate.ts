import { patternProblem } from '../regular-expression.ts'
import { convertMessages } from './convert-messages.ts'
import {
  type Import,
  isSource,
  nameInside,
  note,
  type Path,
  plainText,
  type Source,
  shortened,
} from './source.ts'
import { usableMask } from './usable-mask.ts'

/** The rules of `validate` that the type has, as whole numbers and the like; what cannot be kept is noted. */
export function convertValidate(
  source: Source,
  names: string[],
  job: Import,
  path: Path,
): Record<string, unknown> {
  const given = isSource(source.validate) ? source.validate : {}
  const kept: Record<string, unknown> = { required: given.required === true || given.required === 'true' }
  for (const name of names) {
    const value = given[name]
    if (value === undefined || value === null || value === '') continue
    if (name === 'pattern') {
      if (typeof value === 'string') Object.assign(kept, convertPattern(value, source, job, path))
    } else if (name === 'integer') {
      kept.integer = value === true || value === 'true'
    } else if (Number.isFinite(Number(value)) && Number(value) >= 0) {
      kept[name] = Number(value)
    } else if (Number.isFinite(Number(value)) && (name === 'min' || name === 'max')) {
      kept[name] = Number(value)
    }
  }
  const custom = shortened(plainText(given.customMessage), 300)
  if (custom) kept.customMessage = custom
  return Object.assign(kept, convertMessages(source, job, path))
}

function convertPattern(pattern: string, source: Source, job: Import, path: Path): { pattern?: string } {
  const problem = patternProblem(pattern)
  if (problem === undefined) return { pattern }
  note(job, [...path, 'validate', 'pattern'], `The pattern of ${nameInside(source)} was left out: ${problem}`)
  return {}
}

const meaningful: Record<string, string> = {
  customConditional: 'custom JavaScript is not accepted',
  calculateValue: 'custom JavaScript is not accepted',
  customDefaultValue: 'custom JavaScript is not accepted',
  logic: 'custom JavaScript is not accepted',
  defaultValue: 'answers are not filled in beforehand',
  inputMask: 'only masks of letters, digits and dashes are supported, and patterns',
  placeholder: 'placeholders are hard to read and remember, a hint is better',
  disabled: 'every question can be answered',
}
const meaningfulRules: Record<string, string> = {
  custom: 'custom JavaScript is not accepted',
  json: 'JSON logic is not accepted',
  unique: 'answers are not compared between submissions',
}

/** Notes the settings that meant something and have no place here. Looks and bookkeeping go without a word. */
export function noteDropped(source: Source, job: Import, path: Path): void {
  const look = (given: Source, rules: Record<string, string>, at: Path) => {
    for (const [name, reason] of Object.entries(rules)) {
      if (!Object.hasOwn(given, name) || isNothing(given[name])) continue
      if (name === 'inputMask' && usableMask(source) !== undefined) continue
      note(job, [...at, name], `The setting '${name}' of ${nameInside(source)} was left out: ${reason}`)
    }
  }
  look(source, meaningful, path)
  if (isSource(source.validate)) look(source.validate, meaningfulRules, [...path, 'validate'])
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true
  if (Array.isArray(value)) return value.length === 0
  return typeof value === 'object' && Object.values(value).every(isNothing)
}
