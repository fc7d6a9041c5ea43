/** A browser that is told what to do by W3C WebDriver (w3.org/TR/webdriver2): plain HTTP, and as little of it as the stories need. */
export interface WebDriverSession {
  /** Ends when the page has loaded. */
  goTo(url: string): Promise<void>
  reload(): Promise<void>
  address(): Promise<string>
  /** What can be read on the page. */
  text(): Promise<string>
  /** The first that a CSS selector finds; with words, the first that says exactly those. */
  find(selector: string, words?: string): Promise<PageElement | undefined>
  /** Closes the browser, and forgets its cookies. */
  end(): Promise<void>
}

export interface PageElement {
  click(): Promise<void>
  /** Key by key, behind what is there already. */
  type(text: string): Promise<void>
}

/** What the standard calls an element in JSON. */
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

/** @throws Error as does every command, with the command and the driver’s own words when the driver says no */
export async function newWebDriverSession(driverUrl: string): Promise<WebDriverSession> {
  async function send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(driverUrl + path, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const { value } = (await answer.json()) as { value: T & { error: string; message: string } }
    if (!answer.ok) throw new Error(`${method} ${path}: ${value.error}, ${value.message}`)
    return value
  }

  const { sessionId } = await send<{ sessionId: string }>('POST', '/session', {
    capabilities: { alwaysMatch: {} },
  })
  const session = `/session/${sessionId}`

  /** In one command, so that no other page can come between looking and finding. */
  const evaluate = <T>(script: string, ...args: unknown[]) =>
    send<T>('POST', `${session}/execute/sync`, { script, args })

  return {
    goTo: (url) => send('POST', `${session}/url`, { url }),
    reload: () => send('POST', `${session}/refresh`, {}),
    address: () => send('GET', `${session}/url`),
    text: () => evaluate('return document.body.innerText'),
    async find(selector, words) {
      const found = await evaluate<Record<string, string> | null>(
        `const [selector, words] = arguments
        const says = (element) => words === null || element.innerText.trim() === words
        return [...document.querySelectorAll(selector)].find(says) ?? null`,
        selector,
        words ?? null,
      )
      if (found === null) return undefined
      const element = `${session}/element/${found[elementKey]}`
      return {
        click: () => send('POST', `${element}/click`, {}),
        type: (text) => send('POST', `${element}/value`, { text }),
      }
    },
    end: () => send('DELETE', session),
  }
}
