/** The JSON pointer (RFC 6901) of a path: `/definition/components/0/label`; the whole document is the empty pointer. */
export function pointerTo(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
