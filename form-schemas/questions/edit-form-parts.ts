import { autocompleteTokens } from './autocomplete.ts'
import type { Rule } from './error-words.ts'
import { shares, widths } from './settings-parts.ts'

/**
 * Pieces of the dialogs in which a designer edits a question: plain Form.io components. Without JavaScript in strings (the builder
 * runs with `noeval`), and always within one `tabs` component whose key is `tabs`: without it @formio/js' builder breaks.
 */
export type Field = { type: string; key: string; label?: string; [setting: string]: unknown }

export const textField = (
  key: string,
  label: string,
  description?: string,
  settings: object = {},
): Field => ({
  type: 'textfield',
  key,
  label,
  input: true,
  ...(description === undefined ? {} : { description }),
  ...settings,
})

/** Words that residents read, so that they may be in Welsh too. A line is a paragraph or a point, where there are several. */
export const wordsField = (key: string, label: string, description?: string, rows?: number): Field => ({
  ...textField(key, label, description, { words: true }),
  ...(rows === undefined ? {} : { type: 'textarea', rows }),
})

export const numberField = (key: string, label: string, description?: string): Field => ({
  ...textField(key, label, description),
  type: 'number',
})

export const tick = (key: string, label: string, description?: string): Field => ({
  ...textField(key, label, description),
  type: 'checkbox',
})

export const choice = (
  key: string,
  label: string,
  values: { value: unknown; label: string }[],
  description?: string,
): Field => ({
  ...textField(key, label, description),
  type: 'select',
  data: { values },
})

export const labelField = (label = 'Question'): Field =>
  textField('label', label, undefined, { validate: { required: true, maxLength: 300 } })
export const hintField = (): Field => ({
  ...textField('description', 'Hint', 'Help that everybody needs to answer'),
  type: 'textarea',
  rows: 2,
})
export const requiredField = (): Field =>
  tick('validate.required', 'Must be answered', 'Otherwise “(optional)” is added to the question')
export const errorLabelField = (): Field =>
  textField('errorLabel', 'Name in error messages', 'Such as “your full name”, for “Enter your full name”')
export const customMessageField = (): Field =>
  textField('validate.customMessage', 'Own error message', 'Replaces all error messages of this question')

const brokenWhen: Record<Rule, string> = {
  required: 'when it is not answered',
  format: 'when it is not in the right form',
  minLength: 'when it is too short',
  maxLength: 'when it is too long',
  minWords: 'when it has too few words',
  maxWords: 'when it has too many words',
  min: 'when it is too small',
  max: 'when it is too large',
  decimals: 'when it has too many decimal places',
  step: 'when it is between two steps',
  minDate: 'when it is too early',
  maxDate: 'when it is too late',
  past: 'when it is in the future',
  minAge: 'when the person is too young',
  maxAge: 'when the person is too old',
  minSelectedCount: 'when too few are chosen',
  maxSelectedCount: 'when too many are chosen',
  exclusive: 'when “none” and something else are chosen',
  checkDigit: 'when the check digit is wrong',
}

/** How a question is called in messages, its own message for everything that can be wrong, and one for each rule that it has. */
const messageFields = (rules: Rule[]): Field[] => [
  errorLabelField(),
  customMessageField(),
  ...rules.map((rule) => wordsField(`validate.customMessages.${rule}`, `Error message ${brokenWhen[rule]}`)),
]

const helpFields = (): Field[] => [
  wordsField('help.summary', 'Line to press', 'Such as “Where to find your reference”'),
  wordsField('help.text', 'What it says', 'Each line is a paragraph', 4),
]
export const keyField = (): Field =>
  textField('key', 'Name used in rules', 'Letters and digits, starting with a letter', {
    validate: { required: true, pattern: '^[a-zA-Z][a-zA-Z0-9]{0,59}$' },
  })
export const widthField = (): Field =>
  choice('width', 'Width', [
    ...widths.map((value) => ({ value, label: `${value} characters` })),
    ...shares.map((value) => ({ value, label: `${value.replace('-', ' ')} of the page` })),
  ])
export const autocompleteField = (): Field =>
  choice(
    'autocomplete',
    'Information about the resident',
    autocompleteTokens.map((value) => ({ value, label: value })),
    'Lets browsers fill in what they know (WCAG 1.3.5)',
  )

/** One row an option: what is shown and what is stored. `key` is `values`, or `data.values` for a select. */
export const optionsField = (key: string): Field => ({
  type: 'datagrid',
  key,
  label: 'Options',
  input: true,
  addAnother: 'Add an option',
  reorder: true,
  validate: { minLength: 1 },
  components: [textField('label', 'Shown'), textField('value', 'Stored as')],
})

/** The tab every question has. The builder fills the list of questions in `component` when the dialog opens. */
const whenToShow: Field = {
  type: 'container',
  key: 'conditional',
  label: 'When to show',
  input: true,
  components: [
    choice('show', 'This question', [
      { value: true, label: 'is shown when' },
      { value: false, label: 'is hidden when' },
    ]),
    choice('conjunction', 'Which conditions must hold', [
      { value: 'all', label: 'all of them' },
      { value: 'any', label: 'any of them' },
    ]),
    {
      type: 'datagrid',
      key: 'conditions',
      label: 'Conditions',
      input: true,
      addAnother: 'Add a condition',
      components: [
        choice('component', 'Question', []),
        choice('operator', 'Rule', [
          { value: 'isEqual', label: 'is' },
          { value: 'isNotEqual', label: 'is not' },
          { value: 'isEmpty', label: 'is not answered' },
          { value: 'isNotEmpty', label: 'is answered' },
          { value: 'includes', label: 'includes' },
          { value: 'notIncludes', label: 'does not include' },
          { value: 'greaterThan', label: 'is more than' },
          { value: 'greaterThanOrEqual', label: 'is or is more than' },
          { value: 'lessThan', label: 'is less than' },
          { value: 'lessThanOrEqual', label: 'is or is less than' },
        ]),
        textField('value', 'Answer'),
      ],
    },
  ],
}

const tab = (key: string, label: string, components: Field[]): Field =>
  ({ key, label, components }) as unknown as Field

/** The whole dialog: the question, its limits, its help, its messages and key, when it is shown. Empty tabs are left out. */
export function editFormOf(parts: {
  question: Field[]
  limits?: Field[]
  rules?: Field[]
  conditional?: boolean
  /** The rules that an answer can break: given for everything that is answered, which then has help and messages of its own. */
  messages?: Rule[]
}): object {
  const tabs = [tab('question', 'Question', parts.question)]
  if (parts.limits && parts.limits.length > 0) tabs.push(tab('limits', 'Limits', parts.limits))
  if (parts.messages) tabs.push(tab('help', 'Help that opens below the question', helpFields()))
  if (parts.conditional !== false) tabs.push(tab('condition', 'When to show', [whenToShow]))
  tabs.push(
    tab('rules', 'Rules and messages', [
      keyField(),
      ...(parts.rules ?? []),
      ...(parts.messages ? messageFields(parts.messages) : []),
    ]),
  )
  return structuredClone({ components: [{ type: 'tabs', key: 'tabs', components: tabs }] })
}
