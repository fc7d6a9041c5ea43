import { z } from 'zod'
import { tidyPostcode } from '../../../form-schemas/questions/address/postcode.ts'
import type { SettingField } from '../../payments/gateway.ts'
import { readSettings } from '../../supplier-settings.ts'
import type { AddressSource, FoundAddress } from '../address-source.ts'
import { addressLines, DeliveryPoint } from './delivery-point.ts'

interface Options {
  /** Without a trailing slash; OS' own when left out. */
  url?: string | undefined
  /** For one search, all pages together. */
  timeoutMs: number
}

const Settings = z.strictObject({
  key: z.string().regex(/^[A-Za-z0-9]{10,100}$/, 'must be an API key'),
})

const settingFields: readonly SettingField[] = [
  {
    name: 'key',
    label: 'API key',
    hint: 'Of your project in the OS Data Hub, with the OS Places API added to it',
    kind: 'secret',
    required: true,
  },
]

const Page = z.object({
  header: z.object({ totalresults: z.number().int().min(0) }),
  /** Left out by OS when there are none. */
  results: z.array(z.object({ DPA: DeliveryPoint })).default([]),
})

/** The most that OS gives at once. */
const pageSize = 100
const pagesAtMost = 10

type PageOutcome =
  | { kind: 'page'; page: z.infer<typeof Page> }
  | { kind: 'refused'; code: string; message: string }
  | { kind: 'unreachable'; message: string }

/**
 * OS Places API of Ordnance Survey's Data Hub: `GET /search/places/v1/postcode`, dataset DPA, 100 addresses a page. Each call is
 * paid for, so what it says is remembered for an hour.
 * Source: docs.os.uk, "OS Places API, technical specification, postcode".
 */
export function createOsPlaces({ url = 'https://api.os.uk', timeoutMs }: Options): AddressSource {
  async function ask(
    key: string,
    postcode: string,
    offset: number,
    signal: AbortSignal,
  ): Promise<PageOutcome> {
    const query = new URLSearchParams({
      postcode,
      key,
      dataset: 'DPA',
      maxresults: String(pageSize),
      offset: String(offset),
    })
    let response: Response
    let body: string
    try {
      response = await fetch(`${url}/search/places/v1/postcode?${query}`, { signal, redirect: 'error' })
      body = await response.text()
    } catch (error) {
      // What fetch throws may have the address in it, and the address has the key.
      const late = (error as Error).name === 'TimeoutError'
      return { kind: 'unreachable', message: late ? 'OS Places took too long' : 'OS Places does not answer' }
    }
    if (response.status !== 200) return failure(response.status)
    const read = Page.safeParse(jsonOf(body))
    if (read.success) return { kind: 'page', page: read.data }
    return { kind: 'unreachable', message: 'OS Places gave an answer that could not be read' }
  }

  return {
    name: 'os-places',
    title: 'OS Places (Ordnance Survey)',
    remembered: true,
    settingFields,
    parseSettings: (settings) => readSettings(Settings, settings, 'OS Places'),
    describe: () => 'OS Places',

    async testConnection(settings) {
      const { key } = settings as z.infer<typeof Settings>
      const asked = await ask(key, 'SO16 0AS', 0, AbortSignal.timeout(timeoutMs))
      if (asked.kind !== 'page') return asked
      return { kind: 'connected', message: 'OS Places accepts this key' }
    },

    async find(settings, { postcode }) {
      const { key } = settings as z.infer<typeof Settings>
      const signal = AbortSignal.timeout(timeoutMs)
      const addresses: FoundAddress[] = []
      for (let pages = 0; pages < pagesAtMost; pages += 1) {
        const asked = await ask(key, postcode, pages * pageSize, signal)
        if (asked.kind !== 'page') return { kind: 'unavailable', message: asked.message }
        const { header, results } = asked.page
        addresses.push(
          ...results
            // Asked for a postcode that ended, OS may answer with its neighbours.
            .filter(({ DPA }) => tidyPostcode(DPA.POSTCODE) === postcode)
            .map(({ DPA }) => addressLines(DPA)),
        )
        if (results.length === 0 || (pages + 1) * pageSize >= header.totalresults) break
      }
      return { kind: 'found', addresses }
    },
  }
}

function failure(status: number): PageOutcome {
  if (status === 401 || status === 403) {
    return { kind: 'refused', code: String(status), message: 'OS Places does not accept this API key' }
  }
  if (status === 400)
    return { kind: 'refused', code: '400', message: 'OS Places did not understand the search' }
  if (status === 429) return { kind: 'unreachable', message: 'OS Places has been asked too often for now' }
  return { kind: 'unreachable', message: `OS Places answered with an error (${status})` }
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
