export interface Purchase {
  hours: number
  /** Pays and closes the window on the gateway's page: never comes back to ours. */
  closesWindow: boolean
}

interface Page {
  url: URL
  status: number
  /** Where the answer sends the browser; undefined when it is a page. */
  next: URL | undefined
  html: string
}

const patienceMs = 180_000

/**
 * Buys a permit of `permit.json` without JavaScript. Where no page comes the resident does what residents do: tries the same
 * again, and where the way ends (a used link to the gateway) begins again at check-your-answers.
 * @throws Error when a page comes that a resident could do nothing with, or none for three minutes
 */
export async function buyPermit(baseUrl: string, { hours, closesWindow }: Purchase): Promise<void> {
  const check = new URL('/killshire/permit/check-your-answers', baseUrl)
  const deadline = Date.now() + patienceMs
  let cookie = ''

  await go(new URL('/killshire/permit', baseUrl), {})
  await go(new URL('/killshire/permit/how-long', baseUrl), { hours: String(hours) })
  while (Date.now() < deadline) {
    // Sent already, by a post whose answer never came: the server leads on to the payment or the confirmation.
    const seen = /name="seen" value="([^"]*)"/.exec((await go(check)).html)?.[1] ?? ''
    if (await isPaidFrom(await go(check, { seen }))) return
  }
  throw new Error(`A resident gave up buying ${hours} hours`)

  /** Follows the way from check-your-answers to the confirmation; false when it ends before. */
  async function isPaidFrom(page: Page): Promise<boolean> {
    while (Date.now() < deadline) {
      if (page.url.pathname.includes('/confirmation/')) return page.status === 200
      if (page.next) page = await go(page.next)
      else if (page.url.pathname.startsWith('/sandbox/pay/')) {
        if (!/name="outcome"/.test(page.html)) return false
        page = await go(page.url, { outcome: closesWindow ? 'close' : 'pay' })
        if (closesWindow && /You can close this window/.test(page.html)) return true
      } else if (/\/payment\//.test(page.url.pathname) && /Check again/.test(page.html)) {
        await pause(300)
        page = await go(page.url)
      } else return false
    }
    return false
  }

  async function go(url: URL, fields?: Record<string, string>): Promise<Page> {
    let last = 'nothing'
    for (const until = Date.now() + patienceMs; Date.now() < until; await pause(150)) {
      try {
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
        last = `${answer.status} ${html}`
        // A link to the gateway works once: 410 is what the resident finds who was cut off right behind it.
        if (answer.status >= 400 && answer.status < 500 && answer.status !== 410) break
        if (answer.status < 500) {
          return { url, status: answer.status, next: location ? new URL(location, url) : undefined, html }
        }
      } catch (error) {
        // The server is gone at the moment.
        last = String(error)
      }
    }
    throw new Error(
      `A resident got no further at ${url.pathname}; the last answer was: ${last.slice(0, 2000)}`,
    )
  }
}

export const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
