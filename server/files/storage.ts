/**
 * Where bytes are kept, by the id of their upload (32 hex digits). One file each; adding one edits no other.
 * @throws Unavailable from every method when the storage does not do its work now: nothing else about the other side gets out
 */
export interface Storage {
  /** Registry name: "folder". */
  name: string
  /** Whole or not at all; keeping the same id again replaces it. `sha256`: of the content, in hex. */
  put(id: string, content: Blob, sha256: string): Promise<void>
  /** @throws NotFound when it has no such file */
  get(id: string): Promise<ReadableStream<Uint8Array>>
  /** Does nothing when it has no such file. */
  delete(id: string): Promise<void>
}
