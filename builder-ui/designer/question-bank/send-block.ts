import type { Component } from '../../../form-schemas/document.ts'
import type { Block } from './blocks.ts'

export type KeptBlock =
  | { kind: 'kept'; block: Block; leftOut: string[] }
  /** In an officer's words. */
  | { kind: 'refused'; problems: string[] }
  /** Somebody made a newer version meanwhile: this is it. */
  | { kind: 'conflict'; block: Block }

/** Keeps components as a new entry, or as the next version of one. Never throws. */
export async function sendBlock(
  url: string,
  asked: { name: string } | { of: Block },
  components: readonly Component[],
): Promise<KeptBlock> {
  const [address, about] =
    'of' in asked
      ? [`${url}/${asked.of.id}/versions`, { version: asked.of.version }]
      : [url, { name: asked.name }]
  try {
    const response = await fetch(address, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ ...about, components }),
      redirect: 'manual',
      signal: AbortSignal.timeout(20_000),
    })
    const body = (await response.json()) as {
      block: Block
      leftOut?: string[]
      problems?: string[]
      message?: string
    }
    if (response.ok) return { kind: 'kept', block: body.block, leftOut: body.leftOut ?? [] }
    if (response.status === 409 && body.block) return { kind: 'conflict', block: body.block }
    const told = body.problems?.filter((problem) => typeof problem === 'string') ?? []
    return { kind: 'refused', problems: told.length > 0 ? told : [body.message ?? notKept] }
  } catch {
    return { kind: 'refused', problems: [notKept] }
  }
}

const notKept = 'It was not kept: the server did not answer. Try again'
