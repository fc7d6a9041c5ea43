export type ScanOutcome =
  | { kind: 'clean' }
  /** `name`: what the scanner calls it. */
  | { kind: 'virus'; name: string }
  /** It could not be asked, or could not say. `message` is for officers and the log. */
  | { kind: 'unavailable'; message: string }

/** What looks for viruses. One file each; adding one edits no other. */
export interface Scanner {
  /** "clamd". */
  name: string
  /** Never throws for what the other side does. */
  scan(bytes: AsyncIterable<Uint8Array>): Promise<ScanOutcome>
}
