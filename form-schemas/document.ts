import type { Answers } from './answers.ts'
import type { Words } from './words.ts'

/** `counterfoil/1`: everything about a form, in one JSON file. An officer never has to see it; an integrator can. */
export interface FormDocument {
  format: 'counterfoil/1'
  slug: string
  title: Words
  definition: { display: 'wizard'; components: Panel[] }
  pricing?: Pricing
  payment?: PaymentSettings
  deliveries?: DeliverySettings[]
  confirmation?: { whatHappensNext?: Words }
  settings?: FormSettings
}

/** A Form.io component. Which keys a type may carry is said by its `settings` schema, strictly. */
export interface Component {
  type: string
  key: string
  label?: Words
  /** The hint (Form.io calls it description). */
  description?: Words
  /** How messages name the question ("your full name"); missing = from the label. */
  errorLabel?: Words
  validate?: Record<string, unknown>
  conditional?: Conditional
  components?: Component[]
  [setting: string]: unknown
}

/** A root panel is a page. Its slug is its key in kebab-case. */
export interface Panel extends Component {
  type: 'panel'
  title: Words
  components: Component[]
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

/** Form.io's several-conditions shape. `component` is a question key; `show: false` hides when the conditions hold. */
export interface Conditional {
  show: boolean
  conjunction: 'all' | 'any'
  conditions: { component: string; operator: ConditionOperator; value?: string | number | boolean }[]
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
  retentionDays?: number
  contact?: Words
  privacyUrl?: string
}
