import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  name: string
  content: string | Buffer
  /** Not packed. */
  stored?: boolean
  /** The flag of an encrypted entry. */
  encrypted?: boolean
  /** Lies about the unpacked size. */
  claimedBytes?: number
  /** Another name in the header before the entry than in the directory. */
  headerName?: string
}

/** An archive as archivers write it, and liars too: `before` and `between` are bytes that belong to no entry. */
export function zip(
  parts: ZipPart[],
  extra: { before?: Buffer; between?: Buffer; comment?: string } = {},
): Buffer {
  const chunks: Buffer[] = extra.before ? [extra.before] : []
  const directory: Buffer[] = []
  let offset = extra.before?.length ?? 0
  for (const { name, content, stored = false, encrypted = false, claimedBytes, headerName = name } of parts) {
    const bytes = Buffer.from(content)
    const packed = stored ? bytes : deflateRawSync(bytes)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(encrypted ? 1 : 0, 2)
    common.writeUInt16LE(stored ? 0 : 8, 4)
    common.writeUInt32LE(crc32(bytes), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedBytes ?? bytes.length, 18)
    const header = Buffer.concat([
      Buffer.from('PK\u0003\u0004', 'latin1'),
      withName(common, headerName),
      Buffer.from(headerName),
    ])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    directory.push(
      Buffer.concat([
        Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'),
        withName(common, name),
        tail,
        Buffer.from(name),
      ]),
    )
    const between = extra.between ?? Buffer.alloc(0)
    chunks.push(header, packed, between)
    offset += header.length + packed.length + between.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(parts.length, 4)
  end.writeUInt16LE(parts.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  end.writeUInt16LE(extra.comment?.length ?? 0, 16)
  return Buffer.concat([
    ...chunks,
    central,
    Buffer.from('PK\u0005\u0006', 'latin1'),
    end,
    Buffer.from(extra.comment ?? ''),
  ])
}

function withName(common: Buffer, name: string): Buffer {
  const copy = Buffer.from(common)
  copy.writeUInt16LE(Buffer.byteLength(name), 22)
  return copy
}
