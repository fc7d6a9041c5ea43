import { Agent, get } from 'node:http'

/**
 * Asks an address again and again from a process of its own, so that a server that is held up cannot hold up the clock. Each message
 * from the parent is answered with the slowest answer (milliseconds) and their number since the last one, then begins anew.
 */
const url = process.argv[2]!
const agent = new Agent({ keepAlive: true, maxSockets: 1 })
let slowest = 0
let answers = 0

function ask(): void {
  const start = performance.now()
  get(url, { agent }, (response) => {
    response.resume()
    response.once('end', () => {
      if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`)
      slowest = Math.max(slowest, performance.now() - start)
      answers++
      setTimeout(ask, 3)
    })
  })
}

process.on('message', () => {
  process.send!({ slowest, answers })
  slowest = 0
  answers = 0
})
process.on('disconnect', () => process.exit(0))
ask()
