/**
 * What is sent to a PostgreSQL engine, as much of it as the simulation needs.
 * Source: postgresql.org/docs/current/protocol-message-formats.html
 */
let buffer = Buffer.allocUnsafe(1 << 16)
let at = 0

/** One statement without parameters, planned anew. */
export function simply(text: string): Uint8Array {
  at = 0
  const length = open('Q')
  string(text)
  close(length)
  return buffer.subarray(0, at)
}

/** Plans a statement under a name, and asks what its columns are. */
export function parseAndDescribe(name: string, text: string): Uint8Array {
  at = 0
  room(text.length * 3 + 200)
  const parse = open('P')
  string(name)
  string(text)
  short(0)
  close(parse)
  const describe = open('D')
  byte('S')
  string(name)
  close(describe)
  sync()
  return buffer.subarray(0, at)
}

/** Runs a planned statement. */
export function bindAndExecute(name: string, parameters: readonly unknown[]): Uint8Array {
  at = 0
  const values = parameters.map(written)
  room(values.reduce((sum, value) => sum + 4 + (value?.length ?? 0) * 3, 200))
  const bind = open('B')
  string('')
  string(name)
  short(0)
  short(values.length)
  for (const value of values) {
    if (value === null) int(-1)
    else text(value)
  }
  short(0)
  close(bind)
  const execute = open('E')
  string('')
  int(0)
  close(execute)
  sync()
  return buffer.subarray(0, at)
}

function written(value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 't' : 'f'
  return value instanceof Date ? value.toISOString() : String(value)
}

function room(bytes: number): void {
  if (buffer.length < bytes) buffer = Buffer.allocUnsafe(bytes * 2)
}

function open(type: string): number {
  byte(type)
  at += 4
  return at - 4
}

function close(length: number): void {
  buffer.writeInt32BE(at - length, length)
}

function sync(): void {
  close(open('S'))
}

function byte(letter: string): void {
  buffer[at++] = letter.charCodeAt(0)
}

function short(value: number): void {
  at = buffer.writeInt16BE(value, at)
}

function int(value: number): void {
  at = buffer.writeInt32BE(value, at)
}

function string(value: string): void {
  at += buffer.write(value, at)
  buffer[at++] = 0
}

function text(value: string): void {
  const size = buffer.write(value, at + 4)
  buffer.writeInt32BE(size, at)
  at += 4 + size
}
