import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { freePort } from './free-port.ts'

const root = resolve(import.meta.dirname, '../..')
const compiled = join(root, 'node_modules/.cache/counterfoil-compiled')

export interface RunningServer {
  baseUrl: string
  dataDir: string
  /** What it printed so far. */
  output(): string
  oneTimePassword(): string
  /** SIGKILL, as a crash: resolves when the process is gone. */
  kill(): Promise<void>
  /** Waits until the process is gone and all it printed is read. */
  ended: Promise<void>
  /** Starts it again on the same data, port and settings. Rejects when it ends, or is not ready within 60 s (then it is killed). */
  restart(env?: Record<string, string>): Promise<void>
  /** Stops it and removes its data. */
  stop(): Promise<void>
  isRunning(): boolean
  pid(): number
}

export interface ServerOptions {
  env?: Record<string, string>
  /** Another entry than server/main.ts (crash tests). */
  entry?: string
}

/** A real server process on a free port with its own data folder: what `npm start` runs, without npm. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-'))
  const port = await freePort()
  const baseUrl = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined
  let output = ''
  let ended: Promise<void> = Promise.resolve()

  async function launch(extra: Record<string, string> = {}) {
    output = ''
    const started = spawn(process.execPath, [resolve(root, options.entry ?? 'server/main.ts')], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        BASE_URL: baseUrl,
        DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
        // Starting is mostly reading code: a server that is started often keeps it compiled (one that writes it, that is).
        NODE_COMPILE_CACHE: compiled,
        ...options.env,
        ...extra,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child = started
    // Not 'exit': what it printed last may come after that.
    ended = new Promise((done) => started.once('close', () => done()))
    await new Promise<void>((ready, fail) => {
      const timer = setTimeout(() => {
        started.kill('SIGKILL')
        fail(new Error(`The server did not start within 60 s:\n${output}`))
      }, 60_000)
      const read = (chunk: Buffer) => {
        output += chunk.toString()
        if (/Sign in as: .*\n|Counterfoil is listening on .*\n/.test(output)) {
          clearTimeout(timer)
          ready()
        }
      }
      started.stdout?.on('data', read)
      started.stderr?.on('data', read)
      started.once('close', (code, signal) => {
        clearTimeout(timer)
        fail(new Error(`The server ended (${code ?? signal}) before it was ready:\n${output}`))
      })
    })
  }

  try {
    await launch()
  } catch (error) {
    await rm(dataDir, { recursive: true, force: true })
    throw error
  }
  return {
    baseUrl,
    dataDir,
    output: () => output,
    oneTimePassword: () => /one-time password (\S+)/.exec(output)?.[1] ?? '',
    async kill() {
      child?.kill('SIGKILL')
      await ended
    },
    get ended() {
      return ended
    },
    restart: launch,
    isRunning: () => child !== undefined && child.exitCode === null && child.signalCode === null,
    pid: () => child?.pid ?? 0,
    async stop() {
      child?.kill('SIGKILL')
      await ended
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
