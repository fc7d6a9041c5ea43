import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { newWebDriverSession, type WebDriverSession } from './webdriver.ts'

const driver = '/usr/bin/WebKitWebDriver'
const screen = '/usr/bin/Xvfb'

export interface WebKit {
  /** A browser with no cookie in it. The driver has one at a time: end it before the next. */
  open(): Promise<WebDriverSession>
  close(): Promise<void>
}

/**
 * A real WebKit, as distributions ship it for GTK, on a screen that nobody sees: it has no headless way of its own.
 * @throws Error when this machine has none, or when it does not start
 */
export async function launchWebKit(): Promise<WebKit> {
  const missing = [driver, screen].filter((path) => !existsSync(path))
  if (missing.length > 0) throw new Error(`No WebKit found. Looked for ${missing.join(' and ')}.`)

  const home = await mkdtemp(join(tmpdir(), 'counterfoil-webkit-'))
  const started: ChildProcess[] = []
  async function close() {
    for (const child of started.reverse()) await end(child)
    // Its last process may still be writing there.
    await rm(home, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const xvfb = spawn(screen, ['-displayfd', '3', '-nolisten', 'tcp', '-screen', '0', '1280x1024x24'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    })
    started.push(xvfb)
    const display = await firstLine(xvfb.stdio[3] as Readable)

    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const webkit = spawn(driver, ['--host=127.0.0.1', `--port=${port}`], {
      stdio: 'ignore',
      // Nothing of this machine’s settings, an HTTP proxy among them, and nothing left behind in them.
      env: { PATH: process.env.PATH, HOME: home, DISPLAY: `:${display}`, GDK_BACKEND: 'x11' },
    })
    started.push(webkit)
    await answers(`${url}/status`, webkit)
    return { open: () => newWebDriverSession(url), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function firstLine(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream) {
    text += chunk
    if (text.includes('\n')) return text.trim()
  }
  throw new Error('Xvfb ended without saying which screen it is')
}

/** Ends when it listens. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  const listens = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
  while (!(await listens())) {
    if (hasEnded(child)) throw new Error(`${child.spawnfile} ended before it answered`)
    await wait(50)
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill()
  await exit
}
