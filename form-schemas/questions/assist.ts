import type { AddressAnswer, FileAnswer } from '../answers.ts'
import type { Component } from '../document.ts'
import type { FieldError } from './question-type.ts'

/*
 * A question that needs something from outside while it is being answered: an address by its postcode, a file that is sent. A page
 * without JavaScript asks for it by being posted. So a question says what the posted page asks for (`Assist`); whoever can, finds it
 * out; and the question is shown again with what was found (`Assisted`). Neither side knows the other's business.
 */

/** What a posted page asks for, instead of being read as it is. */
export type Assist =
  /** Find the addresses of a postcode. `errors` are told beside what is found: one of them had to be chosen and was not. */
  | { kind: 'find-addresses'; postcode: string; errors: FieldError[] }
  /** One of the addresses that were shown for a postcode. It is asked for again: what the browser says of it is not believed. */
  | { kind: 'address-chosen'; postcode: string; uprn: string }
  /** Nobody has to be asked: the question is only to be shown in another state, or with these errors. */
  | { kind: 'show'; state: Assisted | undefined; errors: FieldError[] }
  /** Take the files that came under a field name of the multipart body. `goesOn`: then the page is read, as Continue was pressed. */
  | { kind: 'upload'; uploadField: string; goesOn: boolean }
  /** Take a file away again. Only what the submission owns can be removed. */
  | { kind: 'remove-file'; id: string }

/** What was found for a question, and so the state that it is shown in; without it, the question is at its beginning. */
export type Assisted =
  /** `uprn` is what the list of addresses posts when one is chosen. */
  | { kind: 'addresses'; postcode: string; addresses: FoundAddress[] }
  | { kind: 'none-found'; postcode: string }
  /** Whoever finds addresses does not answer: they can be typed. */
  | { kind: 'unavailable' }
  /** The address is typed, or is there already and can be changed. */
  | { kind: 'typed' }
  /** Files that were taken so far. */
  | { kind: 'files'; files: FileAnswer[] }

/** An address as a source of addresses knows it. */
export type FoundAddress = AddressAnswer & { uprn: string }

/** The name of a question's own buttons; which of them was pressed is its value. */
export const askName = (component: Component) => `${component.key}-ask`
