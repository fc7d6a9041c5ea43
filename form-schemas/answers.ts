/**
 * A resident's answers by question key: what prices and mappings see.
 * text, textarea, email, phoneNumber, select, radio: string. number: number. currency: whole pence. day: "YYYY-MM-DD".
 * yesno, checkbox: boolean. selectboxes: string[] of chosen values. address: AddressAnswer. file, photo: FileAnswer[]. hidden: its constant.
 * editgrid: Answers[]. time: "HH:MM". monthYear: "YYYY-MM". dateOfBirth: "YYYY-MM-DD". niNumber, reference, vehicleRegistration, uprn: string,
 * each in the one form that its type stores. declaration: true. name, organisation: string, or PartsAnswer when asked in several
 * inputs. bankDetails: PartsAnswer.
 * null = the question was asked and deliberately left empty (an optional question).
 */
export type Answers = { [key: string]: Answer }
export type Answer =
  | string
  | number
  | boolean
  | null
  | string[]
  | AddressAnswer
  | FileAnswer[]
  | PartsAnswer
  | Answers[]
export interface AddressAnswer {
  line1: string
  line2?: string
  town: string
  county?: string
  postcode: string
  /** Unique Property Reference Number, 1 to 12 digits: only when the address was chosen from a list, and never from a browser. */
  uprn?: string
}
/** A file that a resident sent. `id` is ours and random; `size` in bytes; `type` by its content, such as `application/pdf`. */
export type FileAnswer = { id: string; name: string; size: number; type: string }
/** Texts by the name of their input, such as `{ firstName, lastName }`; inputs left empty are not there. */
export type PartsAnswer = { [part: string]: string }
