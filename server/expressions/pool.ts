import type { ChildProcess } from 'node:child_process'
import type { Log } from '../log.ts'
import { bankHolidaysAround, loadBankHolidays } from './bank-holidays.ts'
import { limits } from './limits.ts'
import { processorTime } from './processor-time.ts'
import type { EvaluationInput, Expressions, Program, StepResult } from './program.ts'
import type { Task } from './run-program.ts'
import { startSandboxProcess } from './sandbox-process.ts'

type Results = Record<string, StepResult>

interface Job {
  steps: Program['steps']
  text: string
  finish(results: Results): void
  /** Ends the wait in the queue. */
  waiting: NodeJS.Timeout
}

interface Sandbox {
  child: ChildProcess
  ready: boolean
  job?: Job
  /** Why we killed it, when we did. */
  killedFor?: string
  timer?: NodeJS.Timeout
}

export interface PoolOptions {
  /** Evaluations at the same time. One more process is kept warm, to step in at once for one that had to be killed. */
  workers: number
  log: Log
  /** Milliseconds of processor time for one program, from its hand-over to a process; waiting for one does not count. */
  timeoutMs?: number
}

const messages: Record<string, string> = {
  'too-long': 'This took too long to work out.',
  'too-much-memory': 'This needed too much memory to work out.',
  stopped: 'This stopped before it was worked out.',
  busy: 'Too much is being worked out at this moment. Try again in a minute.',
  closed: 'The server is stopping.',
  'too-much-input': 'These answers and rules are too large to work with.',
}

/** Starts the processes at once, so that the first evaluation finds them warm. */
export function createExpressions({ workers, log, timeoutMs = limits.timeoutMs }: PoolOptions): Expressions {
  const sandboxes = new Set<Sandbox>()
  const queue: Job[] = []
  let closed = false
  let failedStarts = 0
  let lastId = 0
  let restart: NodeJS.Timeout | undefined

  loadBankHolidays().catch((error) => log.error({ error: String(error) }, 'bank-holidays.not-loaded'))
  fill()

  return {
    async evaluate(program, input) {
      const text = await taskText(program, input)
      if (text === undefined) return failed(program.steps, 'too-much-input')
      if (closed) return failed(program.steps, 'closed')
      if (queue.length >= limits.queueLength) return failed(program.steps, 'busy')
      return new Promise<Results>((resolve) => {
        const job: Job = {
          steps: program.steps,
          text,
          finish: resolve,
          waiting: setTimeout(() => {
            queue.splice(queue.indexOf(job), 1)
            resolve(failed(program.steps, 'busy'))
          }, limits.queueWaitMs),
        }
        queue.push(job)
        dispatch()
      })
    },
    async close() {
      closed = true
      clearTimeout(restart)
      for (const job of queue.splice(0)) {
        clearTimeout(job.waiting)
        job.finish(failed(job.steps, 'closed'))
      }
      await Promise.all([...sandboxes].map(end))
    },
  }

  async function taskText(program: Program, input: EvaluationInput): Promise<string | undefined> {
    const length = program.steps.reduce((sum, step) => sum + step.source.length, 0)
    if (program.steps.length > limits.steps || length > limits.programLength) return undefined
    const needsHolidays = program.steps.some((step) => step.source.includes('workingDaysBetween'))
    const holidays = needsHolidays ? await bankHolidaysAround(input.on) : undefined
    // Its own limit comes a little before ours, because it can say which step took too long and needs no new process.
    const task: Task = { id: ++lastId, program, input, holidays, milliseconds: Math.max(1, timeoutMs - 30) }
    const text = JSON.stringify(task)
    return text.length > limits.inputLength + length ? undefined : text
  }

  function fill(): void {
    while (!closed && sandboxes.size < workers + 1) start()
  }

  function start(): void {
    const sandbox: Sandbox = { child: startSandboxProcess(), ready: false }
    sandboxes.add(sandbox)
    sandbox.child.on('message', (text: string) => {
      if (text === 'ready') {
        failedStarts = 0
        sandbox.ready = true
        dispatch()
      } else finish(sandbox, text)
    })
    sandbox.child.once('error', (error) => {
      log.error({ error: error.message }, 'expressions.process-failed')
      // A process that never started has no exit event.
      if (sandbox.child.pid === undefined) gone(sandbox, null, null)
    })
    sandbox.child.once('exit', (code, signal) => gone(sandbox, code, signal))
  }

  function dispatch(): void {
    for (const sandbox of sandboxes) {
      const busy = [...sandboxes].filter((one) => one.job).length
      if (queue.length === 0 || busy >= workers) return
      if (!sandbox.ready || sandbox.job || sandbox.killedFor) continue
      const job = queue.shift()!
      clearTimeout(job.waiting)
      sandbox.job = job
      sandbox.child.channel?.ref()
      const startedAt = performance.now()
      watch(sandbox, job, startedAt, processorTime(sandbox.child.pid), timeoutMs)
      sandbox.child.send(job.text, (error) => error && kill(sandbox, 'stopped'))
    }
  }

  /**
   * Looks after a while whether a job has had its time. The look itself comes after what is waiting to be read: when this process was
   * held up, the answer may be there already.
   */
  function watch(
    sandbox: Sandbox,
    job: Job,
    startedAt: number,
    before: number | undefined,
    after: number,
  ): void {
    const look = () => {
      if (sandbox.job !== job) return
      const now = processorTime(sandbox.child.pid)
      const left = before === undefined || now === undefined ? 0 : timeoutMs - (now - before)
      const late = performance.now() - startedAt >= timeoutMs * limits.timeoutStretch
      // Processor time is counted in steps of 10 ms.
      if (left <= 10 || late) kill(sandbox, 'too-long')
      else watch(sandbox, job, startedAt, before, Math.max(20, left))
    }
    sandbox.timer = setTimeout(() => setImmediate(look), after)
  }

  function finish(sandbox: Sandbox, text: string): void {
    const job = sandbox.job
    if (!job) return
    release(sandbox)
    const { results } = JSON.parse(text) as { results: Results }
    job.finish(results)
    dispatch()
  }

  function release(sandbox: Sandbox): void {
    clearTimeout(sandbox.timer)
    sandbox.job = undefined
    sandbox.child.channel?.unref()
  }

  function kill(sandbox: Sandbox, reason: string): void {
    sandbox.killedFor ??= reason
    sandbox.child.kill('SIGKILL')
  }

  /** Held on to until it is really gone. */
  function end(sandbox: Sandbox): Promise<unknown> {
    sandbox.child.ref()
    const exit = new Promise((resolve) => sandbox.child.once('exit', resolve))
    kill(sandbox, 'closed')
    return exit
  }

  function gone(sandbox: Sandbox, code: number | null, signal: NodeJS.Signals | null): void {
    if (!sandboxes.delete(sandbox)) return
    const job = sandbox.job
    // How V8 ends a process whose memory is used up, or that asks for a single thing that is too large.
    const abort = code === 134 || (signal !== null && ['SIGABRT', 'SIGTRAP', 'SIGILL'].includes(signal))
    const reason = sandbox.killedFor ?? (abort ? 'too-much-memory' : 'stopped')
    if (job) {
      release(sandbox)
      log.warn({ reason, code, signal }, 'expressions.process-ended')
      job.finish(failed(job.steps, reason))
    }
    if (closed) return
    if (sandbox.ready) {
      fill()
      dispatch()
      return
    }
    // It died while it started: wait longer each time rather than spin, and let waiting programs run into their own limit.
    failedStarts++
    log.error({ code, signal, failedStarts }, 'expressions.process-did-not-start')
    clearTimeout(restart)
    restart = setTimeout(fill, Math.min(5_000, 100 * 2 ** failedStarts)).unref()
  }
}

/** Nobody knows which step did it: all of them are without a result. */
function failed(steps: Program['steps'], code: string): Results {
  return Object.fromEntries(
    steps.map((step) => [step.key, { kind: 'error', code, message: messages[code]! }]),
  )
}
