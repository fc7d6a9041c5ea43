import type { Content } from '../content.ts'
import type { FileType } from '../file-type.ts'

export type Look =
  | { kind: 'is'; type: FileType }
  | { kind: 'password-protected' }
  /**
   * `type`: nothing we take. `macros`: a document with programs in it. `damaged`: it begins like a type that we take and does not
   * go on like one (cut short, something else behind it, far larger inside than outside).
   */
  | { kind: 'refused'; because: 'type' | 'macros' | 'damaged' }

/** What tells one family of files by its bytes. One file each; adding one edits no other. */
export interface Format {
  /** Whether a file that begins so is of this family. `head` has 64 bytes, or as many as there are. */
  begins(head: Buffer): boolean
  /** Looks at the whole of it without unpacking anything. `ending`: of the name as it was given, in small letters. */
  look(content: Content, ending: string): Promise<Look>
}

export const damaged: Look = { kind: 'refused', because: 'damaged' }
