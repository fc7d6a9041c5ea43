import { say, type Words } from '../../../form-schemas/words.ts'

export interface OptionSetting {
  value: string
  label: Words
  /** The hint below it. */
  description?: Words
  [setting: string]: unknown
}

/*
 * Options as lines, so that a list can be typed or pasted: "Sofa", or "Sofa or armchair = sofa | Up to three seats". What is
 * after = is stored, what is after | is the hint. Two columns of a spreadsheet come with a tab between them, which is read as |.
 * Prices and deliveries go by what is stored: mending the words of a line must not change it.
 */

export function linesFromOptions(options: readonly OptionSetting[]): string {
  return options.map(lineOf).join('\n')
}

function lineOf({ value, label, description }: OptionSetting): string {
  const words = say(label)
  const stored = storedFromLabel(words) === value ? words : `${words} = ${value}`
  return description === undefined ? stored : `${stored} | ${say(description)}`
}

/** A line that was not touched gives its option as it was, whatever its words have in them. */
export function optionsFromLines(text: string, before: readonly OptionSetting[]): OptionSetting[] {
  const untouched = new Map(before.map((option) => [lineOf(option).trim(), option]))
  return linesOf(text).map((line) => untouched.get(line) ?? optionFromLine(line, before))
}

function optionFromLine(line: string, before: readonly OptionSetting[]): OptionSetting {
  const [main = '', hint] = halves(line)
  const cut = main.lastIndexOf(' = ')
  const label = cut > 0 ? main.slice(0, cut).trim() : main
  const value = cut > 0 ? main.slice(cut + 3).trim() : storedFromLabel(label)
  const known = before.find((option) => option.value === value)
  const { description, ...rest } = known ?? {}
  return {
    ...rest,
    value,
    label: reworded(known?.label, label),
    ...(hint !== undefined && { description: reworded(description, hint) }),
  }
}

/** The words and the hint of a line. */
function halves(line: string): [string, string | undefined] {
  const cut = /\t| \| /.exec(line)
  if (!cut) return [line, undefined]
  const hint = line.slice(cut.index + cut[0].length).trim()
  return [line.slice(0, cut.index).trim(), hint === '' ? undefined : hint]
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The Welsh of each option, in the same order: "Soffa | Hyd at dair sedd". */
export function welshLines(options: readonly OptionSetting[]): string {
  return options
    .map(({ label, description }) => {
      const words = say(label, 'cy')
      return description === undefined ? words : `${words} | ${say(description, 'cy')}`
    })
    .join('\n')
}

export function withWelsh(options: readonly OptionSetting[], text: string): OptionSetting[] {
  const lines = text.split('\n').map((line) => halves(line.trim()))
  return options.map((option, index) => {
    const [label, hint] = lines[index] ?? ['', undefined]
    const { description } = option
    return {
      ...option,
      label: bothWords(option.label, label),
      ...(description !== undefined && { description: bothWords(description, hint) }),
    }
  })
}

function bothWords(words: Words, cy: string | undefined): Words {
  const en = say(words)
  if (!cy || cy === en) return typeof words === 'object' && words.cy === undefined ? words : en
  return typeof words === 'object' && words.cy === cy ? words : { en, cy }
}

function reworded(before: Words | undefined, en: string): Words {
  return typeof before === 'object' && before.cy !== undefined ? { en, cy: before.cy } : en
}

export function storedFromLabel(label: string): string {
  return label
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 100)
}
