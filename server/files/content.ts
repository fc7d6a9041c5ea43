const blockOf = 65_536

/** Bytes to look into, wherever they lie: never more than a block of them in memory. */
export interface Content {
  size: number
  /** Fewer than asked for at the end of the file. */
  at(offset: number, length: number): Promise<Buffer>
  /** The last bytes, as many or all there are. */
  tail(length: number): Promise<Buffer>
  chunks(): AsyncIterable<Uint8Array>
}

export function contentOf(blob: Blob): Content {
  let block = { from: 0, bytes: Buffer.alloc(0) }

  /** Small reads that follow each other come out of one block. */
  async function at(offset: number, length: number): Promise<Buffer> {
    if (offset < block.from || offset + length > block.from + block.bytes.length) {
      const end = offset + Math.max(length, blockOf)
      block = { from: offset, bytes: Buffer.from(await blob.slice(offset, end).arrayBuffer()) }
    }
    return block.bytes.subarray(offset - block.from, offset - block.from + length)
  }

  return {
    size: blob.size,
    at,
    tail: (length) => at(Math.max(0, blob.size - length), Math.min(length, blob.size)),
    chunks: () => blob.stream(),
  }
}
