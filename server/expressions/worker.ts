import { runProgram, type Task } from './run-program.ts'

/**
 * The child process. It is started without an environment, may read nothing but this folder and two packages, and is killed from
 * outside when it takes too long. Tasks and results travel as JSON text, so that nothing but JSON can.
 */
process.on('message', async (text: string) => {
  const task: Task = JSON.parse(text)
  const results = await runProgram(task)
  process.send!(JSON.stringify({ id: task.id, results }))
})
process.on('disconnect', () => process.exit(0))

// The first evaluation in a process is ten times slower than the second: have it before anybody waits.
await runProgram({
  id: 0,
  program: {
    steps: [{ key: 'warm', source: '$sum(items[quantity > 0].(quantity * 2)) & $contains("a", /a/)' }],
  },
  input: { answers: { items: [{ quantity: 1 }, { quantity: 2 }] }, on: '2026-01-01' },
  milliseconds: 10_000,
})
process.send!('ready')
