import type { Answers } from './answers.ts'
import type { Words } from './words.ts'

/** `counterfoil/1`: everything about a form, in one JSON file. An officer never has to see it; an integrator can. */
export interface FormDocument {
  format: 'counterfoil/1'
  slug: string
  title: Words
  definition: { display: 'wizard'; components: Panel[] }
  /** Conditions with a name, used in as many places as one likes: "Is a landlord". */
  conditions?: NamedCondition[]
  /** Parts of a long form, in order: headings of the task list and of check-your-answers. */
  sections?: { key: string; title: Words }[]
  pricing?: Pricing
  payment?: PaymentSettings
  deliveries?: DeliverySettings[]
  notifications?: NotificationSettings[]
  confirmation?: { whatHappensNext?: Words; feedbackUrl?: string }
  settings?: FormSettings
}

/** A Form.io component. Which keys a type may carry is said by its `settings` schema, strictly. */
export interface Component {
  type: string
  key: string
  /** The answer is looked up in one of the organisation's datasets, and what is exposed can be used in conditions and prices. */
  lookup?: LookupSettings
  label?: Words
  /** The hint (Form.io calls it description). */
  description?: Words
  /** How messages name the question ("your full name"); missing = from the label. */
  errorLabel?: Words
  validate?: Record<string, unknown>
  conditional?: Conditional
  components?: Component[]
  /** Where it came from in the organisation's question bank. Without effect on residents' pages. */
  bank?: BankOrigin
  [setting: string]: unknown
}

export interface BankOrigin {
  /** Id of the block. */
  block: string
  /** The version of the block that was last taken over, from 1. */
  version: number
  /** Key in the block of what this was: here it may have another. */
  part: string
}

export interface LookupSettings {
  dataset: string
  /** Column and question of the second factor, where the dataset wants one. */
  factor?: { column: string; question: string }
  /** Columns that conditions, prices and pages may use, as `lookup.<question>.<column>`. */
  expose: string[]
  /** In the words of a resident whose answers were not found together. */
  notFound?: Words
}

/** A root panel is a page. Its slug is its key in kebab-case. */
export interface Panel extends Component {
  type: 'panel'
  title: Words
  components: Component[]
  /** Key of the section it belongs to; the pages of a section stand together. */
  section?: string
  /** Who gets here cannot go on: "You cannot use this form". It has content and asks nothing. */
  exit?: boolean
}

export interface NamedCondition {
  name: string
  label: Words
  when: ConditionGroup
}

export type ConditionOperator =
  | 'isEqual'
  | 'isNotEqual'
  | 'isEmpty'
  | 'isNotEmpty'
  | 'includes'
  | 'notIncludes'
  | 'greaterThan'
  | 'greaterThanOrEqual'
  | 'lessThan'
  | 'lessThanOrEqual'

/** `component` is a question's key, or `lookup.<question>.<column>` for what a look-up found. */
export interface Condition {
  component: string
  operator: ConditionOperator
  value?: string | number | boolean
}

/** All or any of its conditions, groups and named conditions hold. Groups may hold groups; Form.io has only the first level. */
export interface ConditionGroup {
  conjunction: 'all' | 'any'
  conditions: Condition[]
  groups?: ConditionGroup[]
  named?: string[]
}

/** Form.io's several-conditions shape, with groups. `show: false` hides when the conditions hold. */
export interface Conditional extends ConditionGroup {
  show: boolean
}

export type VatTreatment = 'outside-scope' | 'exempt' | 'zero' | 'reduced' | 'standard'

export interface Pricing {
  /** Dated amounts by code, earliest first: an amount holds from its day (Europe/London) until the next one. */
  fees: Record<string, { from: string; pence: number }[]>
  /** Named JSONata values in order; each may use answers and the names before it as `$name`. `label` is said in explanations. */
  define: { name: string; value: string; label?: Words }[]
  /** JSONata that gives a string in an officer's words when these answers cannot be priced ("More than 6 items"), else null. */
  refuse?: string
  lines: PriceLineRule[]
  tests: PriceCase[]
}

export interface PriceLineRule {
  code: string
  label: Words
  /** JSONata giving true or false; missing = always. */
  when?: string
  /** JSONata giving a whole number of at least 0; missing = 1. */
  quantity?: string
  /** JSONata giving whole pence for one. */
  amount: string
  vat: VatTreatment
  fund: string
  ledger?: string
  narrative?: string
}

/** `refused: true` = these answers must have no price. `lines` gives the pence of each line by code, all of them. */
export interface PriceCase {
  name: string
  answers: Answers
  /** The day (Europe/London) on which it is priced. */
  on: string
  total?: number
  lines?: Record<string, number>
  refused?: boolean
}

export interface PaymentSettings {
  /** Name of the organisation's gateway account. */
  gateway: string
  description: Words
  /** `{reference}` stands for the submission's reference. */
  reference: string
}

export interface DeliverySettings {
  id: string
  destination: string
  on: 'completed'
  /** JSONata over answers, with `$submission` (reference, submittedAt, completedAt, form, version), `$price` and `$payment` bound. */
  mapping: string
  /** JSON Schema (2020-12) that the output must meet. */
  schema?: Record<string, unknown>
  tests: MappingCase[]
}

export interface MappingCase {
  name: string
  answers: Answers
  /** The exact output, or the fields of it to compare when `partial`. */
  output: unknown
  partial?: boolean
}

export interface FormSettings {
  /** Days for which a sent submission's answers are kept after it was delivered; the finance part stays. */
  retentionDays?: number
  contact?: Words
  privacyUrl?: string
  /**
   * First and last moment at which the form may be begun and sent: `YYYY-MM-DDTHH:MM`, Europe/London. What was sent in time can still
   * be paid.
   */
  opens?: string
  closes?: string
  /** So many submissions at most. */
  limit?: number
  /** What residents read while it is not open yet, is closed, or full. */
  closedMessage?: Words
  /** The parts of the form are a list to work through in any order. */
  taskList?: boolean
  /** Residents may keep what they typed and come back by a link; missing = yes. */
  saveAndReturn?: boolean
  /** Days for which a journey that was saved is kept; missing = 28. */
  savedDays?: number
  /** Agreed to by sending: shown above the last button. */
  declaration?: Words
  /** Of the organisation's brands; missing = its first. */
  brand?: string
  /** At most so many completed submissions with the same answer to a question in so many months: "once per property per 12 months". */
  useLimits?: UseLimit[]
}

export interface UseLimit {
  name: string
  /** Key of the question whose answer counts: an address by its UPRN. */
  question: string
  most: number
  months: number
  /** In the words of a resident who has reached it. */
  message: Words
}

/** A message to a person when something has happened to a submission. */
export interface NotificationSettings {
  id: string
  on: 'completed'
  channel: 'email' | 'text'
  /** Key of an e-mail or phone question, or an address of the council's own. */
  to: { question: string } | { address: string }
  /** `{reference}`, `{form}` and `{amount}` are filled in. */
  subject?: Words
  text: Words
}
