import { type ChildProcess, fork } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { limits } from './limits.ts'

const here = realpathSync(dirname(fileURLToPath(import.meta.url)))

/** What a child must read to start: this folder, the two packages it imports, and the package.json files that Node looks for. */
function readablePaths(): string[] {
  const require = createRequire(import.meta.url)
  const root = join(here, '..', '..')
  const packages = [
    dirname(realpathSync(require.resolve('jsonata'))),
    // re2js has its entry points in build/.
    dirname(dirname(realpathSync(require.resolve('re2js')))),
  ]
  const folders = [here, ...packages].map((folder) => join(folder, '*'))
  return [...folders, join(here, '..', 'package.json'), join(root, 'package.json')]
}

/** Node's own restrictions: few files to read, none to write, no processes or threads, no code made from text, little memory. */
export function sandboxArguments(): string[] {
  return [
    '--permission',
    ...readablePaths().map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${limits.memoryMb}`,
    '--disallow-code-generation-from-strings',
    '--disable-warning=ExperimentalWarning',
  ]
}

/**
 * Starts one sandbox, without an environment. It is not the only guard against the network, which Node 24's permissions do not cover: no
 * expression can name a function that opens a connection.
 */
export function startSandboxProcess(): ChildProcess {
  const child = fork(join(here, 'worker.ts'), [], {
    env: {},
    execArgv: sandboxArguments(),
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  // An idle sandbox must not keep a finished program alive; pool.ts holds on to it while it works.
  child.unref()
  child.channel?.unref()
  return child
}
