import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'

/**
 * A stateful stand-in of OS Places' postcode search, written from Ordnance Survey's public documentation (OS Places API, technical
 * specification) and never checked against the live service: a key, the DPA dataset, pages of 100, and faults on demand.
 */
export interface OsPlacesStandIn {
  url: string
  key: string
  /** Delivery points by postcode without spaces. */
  places: Map<string, DeliveryPoint[]>
  /** Each is used up by the next search. */
  faults: OsPlacesFault[]
  /** Path and query of every search, without the key. */
  searches: string[]
  close(): Promise<void>
}

export type DeliveryPoint = { UPRN: string; POST_TOWN: string; POSTCODE: string } & Record<string, string>

export type OsPlacesFault =
  | { kind: 'status'; status: number }
  | { kind: 'html' }
  /** Answers only after so many milliseconds. */
  | { kind: 'slow'; ms: number }
  | { kind: 'other-shape' }
  | { kind: 'redirect'; to: string }

export async function startOsPlaces(): Promise<OsPlacesStandIn> {
  const key = 'Abc123Def456Ghi789Jkl012Mno345Pq'
  const places = new Map<string, DeliveryPoint[]>()
  const faults: OsPlacesFault[] = []
  const searches: string[] = []
  const refusal = (statuscode: number, message: string) => ({ error: { statuscode, message } })

  const app = new Hono()
  app.get('/search/places/v1/postcode', async (context) => {
    const query = new URL(context.req.url).searchParams
    const given = query.get('key')
    query.delete('key')
    searches.push(`${context.req.path}?${query}`)
    const fault = faults.shift()
    if (fault?.kind === 'status') return context.json(refusal(fault.status, 'Fault'), fault.status as 500)
    if (fault?.kind === 'html') return context.html('<h1>Sorry</h1>', 200)
    if (fault?.kind === 'other-shape') return context.json({ results: 'many' })
    if (fault?.kind === 'redirect') return context.redirect(fault.to, 302)
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    if (given !== key) {
      return context.json(
        { fault: { faultstring: 'Invalid ApiKey', detail: { errorcode: 'oauth.v2.InvalidApiKey' } } },
        401,
      )
    }
    const postcode = (query.get('postcode') ?? '').replace(/\s/g, '').toUpperCase()
    if (!/^[A-Z]{1,2}\d[A-Z\d]?(\d[A-Z]{2})?$/.test(postcode)) {
      return context.json(
        refusal(400, 'Requested postcode must contain a minimum of the sector plus 1 digit'),
        400,
      )
    }
    const [offset, maxresults] = [Number(query.get('offset') ?? 0), Number(query.get('maxresults') ?? 100)]
    if (maxresults > 100) return context.json(refusal(400, 'Parameter maxresults must be at most 100'), 400)
    const found = places.get(postcode) ?? []
    const page = found.slice(offset, offset + maxresults)
    return context.json({
      header: {
        uri: `https://api.os.uk/search/places/v1/postcode?${query}`,
        query: `postcode=${query.get('postcode')}`,
        offset,
        totalresults: found.length,
        format: 'JSON',
        dataset: query.get('dataset') ?? 'DPA',
        lr: 'EN,CY',
        maxresults,
        epoch: '120',
        lastupdate: '2026-11-20',
        output_srs: 'EPSG:27700',
      },
      ...(page.length > 0 && {
        results: page.map((point) => ({ DPA: { ...point, LANGUAGE: 'EN', MATCH: 1 } })),
      }),
    })
  })

  let url = ''
  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://127.0.0.1:${info.port}`
      resolve(starting)
    })
  })
  return {
    url,
    key,
    places,
    faults,
    searches,
    close: () =>
      new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
}
