import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Target } from './measure.ts'

/** Starts one of the two servers as a process of its own. */
export async function startTarget(script: string, env: Record<string, string>): Promise<Target> {
  const child = fork(join(import.meta.dirname, script), [], {
    env: { ...env, PATH: process.env.PATH ?? '' },
    // A profile of what remains: BENCH_PROFILE=folder npm run bench, then open the .cpuprofile in any browser's tools.
    execArgv: process.env.BENCH_PROFILE
      ? ['--cpu-prof', `--cpu-prof-dir=${process.env.BENCH_PROFILE}`, `--cpu-prof-name=${script}.cpuprofile`]
      : [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const waiting: ((message: unknown) => void)[] = []
  child.on('message', (message) => waiting.shift()?.(message))
  const next = () => new Promise<unknown>((resolve) => waiting.push(resolve))
  const { port, base } = (await next()) as { port: number; base: string }
  return {
    port,
    base,
    async cpu() {
      const answer = next()
      child.send('cpu')
      return (await answer) as number
    },
    stop: () => child.kill('SIGTERM'),
  }
}
