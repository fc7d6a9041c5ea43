import type { z } from 'zod'
import type { Answer, Answers } from '../answers.ts'
import type { Component } from '../document.ts'
import type { Language } from '../words.ts'
import type { Assist, Assisted } from './assist.ts'

/** What was typed into a page, by field name. A question reads only names it made: `key` or `key-part`. */
export type Posted = {
  get(name: string): string | null
  getAll(name: string): string[]
  /** What the house itself vouches for, by question: see `vouched.ts`. A form that a browser sends has no such part. */
  vouched?(name: string): Answer | undefined
  /** The day (Europe/London) on which it was posted, for ages and what must be in the past; missing = today. */
  postedOn?: string
}

/** One thing wrong with an answer. `field` is the name (and id) of the input that the error summary links to. */
export interface FieldError {
  field: string
  message: string
}

export type ReadAnswer = { ok: true; answer: Answer } | { ok: false; errors: FieldError[] }

/**
 * A govuk-frontend Nunjucks macro call: `{{ govukInput(params) }}`. `children` are rendered first, in order, and become `params.html`
 * (an address is a fieldset around inputs). The pseudo macro `content` is its `params.html` as it is: checked HTML of the form.
 */
export interface MacroCall {
  macro: string
  params: Record<string, unknown>
  children?: MacroCall[]
}

/**
 * How a question is shown, given what the inputs hold now. `values` are strings by field name (as typed, or from the stored answer);
 * several chosen values of one field are an array. Pure, and the same in every state: the skeleton depends on it.
 */
export interface ViewInput {
  component: Component
  language: Language
  /** True when the question is the only one on its page, so that its label or legend is the page's h1. */
  heading: boolean
  values: Record<string, string | string[]>
  errors: FieldError[]
  /** What was found for questions that asked for help, by key. A page with any is not one that a skeleton can be of. */
  assisted?: Record<string, Assisted>
  /** What the page's calculated parts say, by key: worked out before the page is shown. */
  computed?: Record<string, string>
}

/** The shape of an answer, for checking that expressions name things that exist and for sample data. */
export type AnswerShape =
  | { kind: 'text' | 'number' | 'pence' | 'boolean' | 'date' | 'choices' }
  | { kind: 'choice'; values: string[] }
  | { kind: 'object'; fields: Record<string, AnswerShape> }
  | { kind: 'list'; fields: Record<string, AnswerShape> }

export interface QuestionType {
  /** Form.io's own type name where one exists. */
  type: string
  /** False for content and other things that are shown but not answered. */
  asks: boolean
  /** True for an answer that nobody gives: on no page, and not among the answers to check. */
  silent?: boolean
  /** True when reading needs to know the answer that is stored: what of it a browser must not be asked for. */
  remembers?(component: Component): boolean
  /** True when its page must be posted as multipart/form-data, since files come with it. */
  sendsFiles?: boolean
  /** What the posted page asks for this question, when it is not simply to be read. Asked before `read`, question by question. */
  assist?(component: Component, posted: Posted, language: Language, prefix?: string): Assist | undefined
  /** The state in which the question is shown for a stored answer; undefined = at its beginning. */
  shownAs?(component: Component, answer: Answer | undefined): Assisted | undefined
  /** Strict zod schema of the component: unknown keys are refused. */
  settings: z.ZodType<Component>
  /** Reads and checks what was typed. An optional question left empty gives `null`. Messages are GOV.UK-style, in the given language. */
  read(component: Component, posted: Posted, language: Language, prefix?: string): ReadAnswer
  /** Checks an answer that is already in its stored shape (API, price cases, re-check at submission). */
  check(component: Component, answer: Answer | undefined, language: Language): FieldError[]
  /** The strings the inputs should hold to show a stored answer. */
  values(component: Component, answer: Answer | undefined): Record<string, string | string[]>
  /** Every field name this question puts on a page, with how it is filled: a text, or one of a set of options. */
  fields(component: Component): { name: string; options?: string[]; multiple?: boolean }[]
  view(input: ViewInput): MacroCall[]
  /** Plain text for check-your-answers; lines for addresses and several choices. Empty array = "Not provided". */
  summary(component: Component, answer: Answer | undefined, language: Language): string[]
  shape(component: Component): AnswerShape | undefined
  /** A believable answer, for samples. `n` varies it. */
  sample(component: Component, n: number): Answer
  /** Palette and dialog of the designer: see edit-form.ts of each type. */
  designer: {
    title: string
    icon: string
    group: 'text' | 'choices' | 'numbers' | 'people' | 'references' | 'files' | 'structure'
    starter: Component
  }
  /** The dialog in which a designer edits the question: Form.io components as plain JSON, in a `tabs` component with the key `tabs`. */
  editForm(): object
}

export type { Answers }
