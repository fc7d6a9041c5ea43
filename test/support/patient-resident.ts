export interface Purchase {
  hours: number
  /** Pays and closes the window on the gateway's page: never comes back to ours. */
  closesWindow: boolean
  /** Only where the form asks for it. */
  email?: string
  /** Seals of prices that others were shown, by hours: whoever has one sends without looking at the price first. Filled as prices are shown. */
  seals?: Map<number, string>
  /** For so long nothing is given up. Default: three minutes. */
  patienceMs?: number
  /** Pays behind a link of a gateway with an address of its own. Gives the address to come back to; undefined when the link is dead. */
  payBehind?(link: URL): Promise<URL | undefined>
}

export interface Page {
  url: URL
  status: number
  /** Where the answer sends the browser; undefined when it is a page. */
  next: URL | undefined
  html: string
}

export interface PatientResident {
  /**
   * Asks until there is a page or a redirect: no answer at all, and an answer of 500 and above, are tried again.
   * @throws Error when a page comes that a resident could do nothing with, or none within their patience
   */
  go(address: string | URL, fields?: Record<string, string>): Promise<Page>
  /** Asks once, and takes whatever comes. @throws what `fetch` throws when nothing does */
  tryOnce(address: string | URL, fields?: Record<string, string>): Promise<Page>
  /** From the start page through the questions. */
  fillIn(purchase: Pick<Purchase, 'hours' | 'email'>): Promise<void>
  /** Check-your-answers, sent: looked at first, unless the seal of its price is known. */
  send(seal?: string): Promise<Page>
  /** The `cookie` header of this browser. */
  cookie(): string
  /** Times that something was tried again, and how it had ended: a status, or 0 for no answer. */
  setbacks(): number[]
}

const usualPatienceMs = 180_000
export const permitPath = '/killshire/permit'

/**
 * A resident with a browser without JavaScript, who buys a permit of `permit.json` and does what residents do where no page comes:
 * tries the same again.
 */
export function createPatientResident(baseUrl: string, patienceMs = usualPatienceMs): PatientResident {
  let cookie = ''
  const setbacks: number[] = []

  async function tryOnce(address: string | URL, fields?: Record<string, string>): Promise<Page> {
    const url = new URL(address, baseUrl)
    const answer = await fetch(url, {
      redirect: 'manual',
      method: fields ? 'POST' : 'GET',
      headers: { origin: url.origin, 'sec-fetch-site': 'same-origin', ...(cookie && { cookie }) },
      ...(fields && { body: new URLSearchParams(fields) }),
      signal: AbortSignal.timeout(20_000),
    })
    const html = await answer.text()
    const given = answer.headers.getSetCookie()[0]
    if (given) cookie = given.split(';')[0]!
    const location = answer.headers.get('location')
    return { url, status: answer.status, next: location ? new URL(location, url) : undefined, html }
  }

  async function go(address: string | URL, fields?: Record<string, string>): Promise<Page> {
    let last = 'nothing'
    for (const until = Date.now() + patienceMs; Date.now() < until; ) {
      try {
        const page = await tryOnce(address, fields)
        // A link to the gateway works once: 410 is what the resident finds who was cut off right behind it.
        if (page.status < 400 || page.status === 410) return page
        last = `${page.status} ${page.html}`
        if (page.status < 500) break
        setbacks.push(page.status)
        // 503 asks for some minutes; a resident of the rig has seconds.
        await pause(page.status === 503 ? 4_000 : 1_000)
      } catch (error) {
        // The server is gone at the moment.
        last = String(error)
        setbacks.push(0)
        await pause(150)
      }
    }
    throw new Error(`A resident got no further at ${address}; the last answer was: ${last.slice(0, 2000)}`)
  }

  return {
    go,
    tryOnce,
    async fillIn({ hours, email }) {
      await go(permitPath, {})
      await go(`${permitPath}/how-long`, { hours: String(hours), ...(email !== undefined && { email }) })
    },
    async send(seal) {
      // Sent already, by a post whose answer never came: the server leads on to the payment or the confirmation.
      const seen = seal ?? sealOn(await go(`${permitPath}/check-your-answers`))
      return go(`${permitPath}/check-your-answers`, { seen })
    },
    cookie: () => cookie,
    setbacks: () => setbacks,
  }
}

/**
 * Buys a permit. Where the way ends (a used link to the gateway) the resident begins again at check-your-answers.
 * @throws Error when a page comes that a resident could do nothing with, or none within their patience
 */
export async function buyPermit(baseUrl: string, purchase: Purchase): Promise<PatientResident> {
  const { patienceMs = usualPatienceMs } = purchase
  const resident = createPatientResident(baseUrl, patienceMs)
  const deadline = Date.now() + patienceMs
  await resident.fillIn(purchase)
  let sent = await resident.send(await sealFor(resident, purchase))
  while (Date.now() < deadline) {
    if (await isPaidFrom(resident, sent, purchase, deadline)) return resident
    sent = await resident.send()
  }
  throw new Error(`A resident gave up buying ${purchase.hours} hours`)
}

async function sealFor(resident: PatientResident, { hours, seals }: Purchase): Promise<string | undefined> {
  if (!seals) return undefined
  const known = seals.get(hours)
  if (known) return known
  const seal = sealOn(await resident.go(`${permitPath}/check-your-answers`))
  seals.set(hours, seal)
  return seal
}

/** Follows the way from check-your-answers to the confirmation; false when it ends before. */
async function isPaidFrom(
  resident: PatientResident,
  from: Page,
  { closesWindow, payBehind }: Purchase,
  deadline: number,
): Promise<boolean> {
  let page = from
  while (Date.now() < deadline) {
    if (page.url.pathname.includes('/confirmation/')) return page.status === 200
    if (payBehind && page.next && page.next.origin !== page.url.origin) {
      const back = await payBehind(page.next)
      if (!back) return false
      if (closesWindow) return true
      page = await resident.go(back)
    } else if (page.next) page = await resident.go(page.next)
    else if (page.url.pathname.startsWith('/sandbox/pay/')) {
      if (!/name="outcome"/.test(page.html)) return false
      page = await resident.go(page.url, { outcome: closesWindow ? 'close' : 'pay' })
      if (closesWindow && /You can close this window/.test(page.html)) return true
    } else if (/\/payment\//.test(page.url.pathname) && isWaiting(page)) {
      await pause(300)
      page = await resident.go(page.url)
    } else return false
  }
  return false
}

/** A return page that has no news yet offers to look again. */
export function isWaiting(page: Page): boolean {
  return /Check again/.test(page.html)
}

export function sealOn({ html }: Pick<Page, 'html'>): string {
  return /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? ''
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
