import type { Component } from '../document.ts'
import { autocomplete } from '../questions/autocomplete.ts'
import type { Option } from '../questions/options.ts'
import { cleanHtml } from './clean-html.ts'
import { convertOptions } from './convert-options.ts'
import { convertValidate, noteDropped } from './convert-validate.ts'
import { legalKey, rememberKey } from './legal-key.ts'
import {
  type Import,
  isSource,
  nameInside,
  note,
  type Path,
  plainText,
  type Source,
  shortened,
  spokenName,
} from './source.ts'
import { usableMask } from './usable-mask.ts'

/** One question in the making. */
interface Job {
  source: Source
  path: Path
  job: Import
  taken: Set<string>
  /** The parts that all questions have: key, label, hint, help. */
  common: () => { key: string; label: string; description?: string; help?: unknown }
  rules: (...names: string[]) => { validate: Record<string, unknown> }
}
type Converter = (one: Job) => Component[]

/** With a mask it is a reference, whose lengths and pattern the mask says already. */
const text: Converter = ({ common, rules, source }) => {
  const inputMask = usableMask(source)
  if (inputMask !== undefined) return [{ type: 'reference', ...common(), inputMask, ...rules() }]
  const limits = rules('minLength', 'maxLength', 'pattern')
  return [{ type: 'textfield', ...common(), ...affixes(source), ...purpose(source), ...limits }]
}
const day: Converter = ({ common, rules }) => [{ type: 'day', ...common(), ...rules() }]
const list: Converter = () => []

const converters: Record<string, Converter> = {
  textfield: text,
  url: text,
  tags: text,
  time: ({ common, rules }) => [{ type: 'time', ...common(), ...rules() }],
  textarea: ({ common, rules, source }) => {
    const limits = rules('minLength', 'maxLength', 'minWords', 'maxWords')
    return [
      {
        type: 'textarea',
        ...common(),
        ...purpose(source),
        ...(source.showCharCount === true || source.showWordCount === true ? { showCharCount: true } : {}),
        ...limits,
      },
    ]
  },
  number: ({ common, rules, source }) => {
    const { validate } = rules('min', 'max', 'integer')
    const decimals = source.decimalLimit === '' ? Number.NaN : Number(source.decimalLimit ?? Number.NaN)
    if (decimals === 0) validate.integer = true
    const limit =
      Number.isInteger(decimals) && decimals >= 1 && decimals <= 10 ? { decimalLimit: decimals } : {}
    return [{ type: 'number', ...common(), ...affixes(source), ...limit, validate }]
  },
  currency: ({ common, rules }) => {
    const { validate } = rules('min', 'max')
    for (const limit of ['min', 'max']) {
      if (typeof validate[limit] === 'number') validate[limit] = Math.round((validate[limit] as number) * 100)
    }
    return [{ type: 'currency', ...common(), validate }]
  },
  email: ({ common, rules }) => [{ type: 'email', ...common(), ...rules() }],
  phoneNumber: ({ common, rules }) => [{ type: 'phoneNumber', ...common(), ...rules() }],
  day: (one) => {
    const fields = isSource(one.source.fields) ? one.source.fields : {}
    const { validate } = one.rules()
    const isHidden = (name: string) => isSource(fields[name]) && fields[name].hide === true
    const shown = Object.entries(fields).filter(([name]) => !isHidden(name))
    if (shown.length > 0 && shown.every(([, field]) => isSource(field) && field.required === true))
      validate.required = true
    const type = isHidden('day') && !isHidden('month') && !isHidden('year') ? 'monthYear' : 'day'
    return [{ type, ...one.common(), validate }]
  },
  datetime: (one) => {
    if (one.source.enableTime !== false && one.source.enableTime !== undefined) {
      note(
        one.job,
        [...one.path, 'enableTime'],
        `The time of ${nameInside(one.source)} was left out: only its date is asked`,
      )
    }
    return day(one)
  },
  radio: (one) => {
    const values = convertOptions(one.source.values)
    if (values.length > 50) return [asSelect(one, values)]
    return [{ type: 'radio', ...one.common(), values, ...one.rules() }]
  },
  selectboxes: ({ common, rules, source }) => {
    const limits = rules('minSelectedCount', 'maxSelectedCount')
    return [{ type: 'selectboxes', ...common(), values: convertOptions(source.values), ...limits }]
  },
  select: (one) => {
    const { data, dataSrc, multiple } = one.source
    if (dataSrc !== undefined && dataSrc !== '' && dataSrc !== 'values') {
      note(
        one.job,
        [...one.path, 'dataSrc'],
        `${spokenName(one.source)} was left out: options from elsewhere are not supported yet`,
      )
      return []
    }
    const values = convertOptions(isSource(data) ? data.values : undefined)
    if (multiple !== true) return [asSelect(one, values)]
    return [{ type: 'selectboxes', ...one.common(), values, ...one.rules() }]
  },
  checkbox: ({ common, rules }) => [{ type: 'checkbox', ...common(), ...rules() }],
  address: (one) => {
    note(one.job, one.path, `The search of ${nameInside(one.source)} was left out: addresses are typed in`)
    return [{ type: 'address', ...one.common(), ...one.rules() }]
  },
  survey: (one) => {
    const values = convertOptions(one.source.values)
    const { validate } = one.rules()
    return convertOptions(one.source.questions).map(({ value, label }) => ({
      type: 'radio',
      key: legalKey(`${String(one.source.key ?? 'survey')} ${value}`, 'survey', one.taken),
      label,
      values,
      validate: { ...validate },
    }))
  },
  content: (one) => html(one, one.source.html),
  htmlelement: (one) => html(one, one.source.content),
  editgrid: list,
  datagrid: list,
}

const reasons: Record<string, string> = {
  signature: 'signatures are not supported yet',
  file: 'uploads are not supported yet',
  hidden: 'hidden values are not supported yet',
  password: 'forms must not ask for passwords',
  recaptcha: 'it sends what residents do to another company',
  captcha: 'it is not needed here',
  resource: 'look-ups are not supported yet',
  form: 'forms inside forms are not supported yet',
  datasource: 'look-ups are not supported yet',
}

/** True for what is asked or shown and not only a box around others. */
export function isConverted(type: unknown): boolean {
  return typeof type === 'string' && Object.hasOwn(converters, type)
}

/** The questions of ours that one of theirs becomes; none when it is left out, with a note that says why. */
export function convertQuestion(source: Source, path: Path, job: Import, taken: Set<string>): Component[] {
  const { type } = source
  if (type === 'button') return []
  const converter = typeof type === 'string' && Object.hasOwn(converters, type) ? converters[type] : undefined
  if (!converter || source.hidden === true) {
    const known = typeof type === 'string' && Object.hasOwn(reasons, type) ? reasons[type] : undefined
    const reason = converter
      ? 'hidden values are not supported yet'
      : (known ?? 'this type is not supported yet')
    note(job, path, `${spokenName(source)} was left out: ${reason}`)
    return []
  }
  noteDropped(source, job, path)
  const common = () => ({ ...commonParts(source, job, taken), ...helpOf(source) })
  const rules = (...names: string[]) => ({ validate: convertValidate(source, names, job, path) })
  const made = converter({ source, path, job, taken, common, rules })
  for (const component of made) job.origin.set(component, path)
  return made
}

export function commonParts(source: Source, job: Import, taken: Set<string>) {
  const label = shortened(
    plainText(source.label) || plainText(source.title) || plainText(source.key) || 'Question',
    300,
  )
  const hint = shortened(plainText(source.description) || plainText(source.tooltip), 1000)
  const key = legalKey(source.key, 'question', taken)
  rememberKey(job, source.key, key)
  return { key, label, ...(hint ? { description: hint } : {}) }
}

/** What Form.io shows in a tooltip: the hint where there is none, otherwise help below the question. */
function helpOf(source: Source): { help?: unknown } {
  const text = shortened(plainText(source.tooltip), 2000)
  if (text === '' || plainText(source.description) === '') return {}
  return { help: { summary: { en: 'Help with this question', cy: 'Help gyda’r cwestiwn hwn' }, text } }
}

/** What of the resident's own is asked for, where it is one of the purposes that a form of a council can have. */
function purpose({ autocomplete: token }: Source): { autocomplete?: string } {
  const parsed = autocomplete.safeParse(token)
  return parsed.success ? { autocomplete: parsed.data } : {}
}

function asSelect({ common, rules }: Job, values: Option[]): Component {
  return {
    type: 'select',
    ...common(),
    data: { values: values.map(({ value, label }) => ({ value, label })) },
    ...rules(),
  }
}

function affixes(source: Source): { prefix?: string; suffix?: string } {
  const prefix = shortened(plainText(source.prefix), 10)
  const suffix = shortened(plainText(source.suffix), 20)
  return { ...(prefix ? { prefix } : {}), ...(suffix ? { suffix } : {}) }
}

function html({ source, path, job, taken }: Job, written: unknown): Component[] {
  const cleaned = typeof written === 'string' ? cleanHtml(written) : undefined
  if (cleaned === undefined) {
    note(job, path, `${spokenName(source)} was left out: it has no text`)
    return []
  }
  if (cleaned.simplified)
    note(job, path, `The layout of ${nameInside(source)} was left out: its text was kept`)
  if (/\{\{/.test(String(written))) {
    note(job, path, `The values in ${nameInside(source)} were left out: text cannot show answers yet`)
  }
  return [{ type: 'content', key: legalKey(source.key, 'content', taken), html: cleaned.html }]
}
