/**
 * A resident's answers by question key: what prices and mappings see.
 * text, textarea, email, phoneNumber, select, radio: string. number: number. currency: whole pence. day: "YYYY-MM-DD".
 * yesno, checkbox: boolean. selectboxes: string[] of chosen values. address: AddressAnswer. editgrid: Answers[].
 * null = the question was asked and deliberately left empty (an optional question).
 */
export type Answers = { [key: string]: Answer }
export type Answer = string | number | boolean | null | string[] | AddressAnswer | Answers[]
export interface AddressAnswer {
  line1: string
  line2?: string
  town: string
  county?: string
  postcode: string
}
