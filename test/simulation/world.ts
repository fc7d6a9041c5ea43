import { createLog } from '../../server/log.ts'
import { evaluateHere } from './council/evaluation.ts'
import { composeHouse, type Mutation, type SimulatedHouse } from './council/house.ts'
import { SimulatedQueue } from './council/queue.ts'
import { newSimulatedReference } from './council/references.ts'
import {
  type AccountName,
  accountNames,
  organisationId,
  secrets,
  setUpCouncil,
  versionId,
} from './council/set-up.ts'
import { Sweeper } from './council/sweeper.ts'
import { clearLane, type Lane } from './engines/lane.ts'
import { Chaos } from './kernel/chaos.ts'
import { SimulatedDatabase } from './kernel/database.ts'
import { Network } from './kernel/network.ts'
import { Random } from './kernel/random.ts'
import { type Actor, Scheduler } from './kernel/scheduler.ts'
import type { ServerProcess } from './kernel/server-process.ts'
import { Servers } from './kernel/servers.ts'
import { Violation } from './kernel/violation.ts'
import { BackOffice } from './outside/back-office.ts'
import { Mail } from './outside/mail.ts'
import { Suppliers } from './outside/suppliers.ts'
import { Webhooks } from './outside/webhooks.ts'
import { type Journey, newJourney } from './people/journey.ts'
import { spawnOfficers } from './people/officer.ts'
import { drawPlan } from './people/plan.ts'
import { resident } from './people/resident.ts'
import { checkAtRest } from './rules/at-rest.ts'
import { Watch } from './rules/watch.ts'
import { type Downable, drawSettings, type WorldSettings } from './world-settings.ts'

export interface WorldOptions {
  seed: string
  /** Numbers of the journeys that take place. */
  journeys: readonly number[]
  /** Only these faults strike. */
  only?: ReadonlySet<string> | undefined
  mutation?: Mutation | undefined
}

const expressions = evaluateHere()
const log = createLog('silent')

/** More steps than any world takes: one that goes on for ever is at fault. */
const mostSteps = 60_000

/** One council, its residents, officers, suppliers and servers, over one database, from first resident to rest. */
export class World {
  readonly seed: string
  readonly settings: WorldSettings
  readonly scheduler: Scheduler
  readonly chaos: Chaos
  readonly lane: Lane
  readonly database: SimulatedDatabase
  readonly network: Network
  readonly servers: Servers
  readonly queue: SimulatedQueue
  readonly suppliers: Suppliers
  readonly webhooks: Webhooks
  readonly mail: Mail
  readonly backOffice: BackOffice
  readonly journeys: readonly Journey[]
  readonly watch: Watch
  readonly organisationId = organisationId
  readonly versionId = versionId
  readonly #sweeper: Sweeper
  readonly #mutation: Mutation | undefined
  readonly #references = new Map<string, number>()
  #busy = 0

  constructor(lane: Lane, { seed, journeys, only, mutation }: WorldOptions) {
    this.seed = seed
    this.lane = lane
    this.settings = drawSettings(seed)
    this.#mutation = mutation
    const scheduler = new Scheduler(seed, this.settings.startsAt)
    const chaos = new Chaos({ rate: this.settings.rate, only })
    const crash = (process: ServerProcess) => this.servers.crash(process)
    const isDown = (what: Downable) => this.#isDown(what)
    const request = <T>(run: (house: SimulatedHouse) => Promise<T>) => this.servers.request(run)
    this.scheduler = scheduler
    this.chaos = chaos
    this.network = new Network({ scheduler, chaos, crash, isDown })
    this.database = new SimulatedDatabase({
      scheduler,
      chaos,
      lane,
      overlap: this.settings.overlap && lane.engine === 'postgres',
      isDown: () => isDown('database'),
      crash,
      committed: (actor) => this.#committed(actor),
      rewrite: mutation?.statement,
    })
    this.servers = new Servers({
      scheduler,
      chaos,
      compose: (process) => this.#compose(process),
      drop: (work) => this.database.drop(work),
    })
    this.queue = new SimulatedQueue({
      scheduler,
      chaos,
      database: this.database,
      request,
      journeyOf: (rowId) => this.watch.journeyOf(rowId),
    })
    this.webhooks = new Webhooks({
      scheduler,
      chaos,
      request,
      journeyOf: (reference) => this.#references.get(reference),
    })
    this.suppliers = new Suppliers(this.settings.accounts, {
      scheduler,
      network: this.network,
      seed,
      tell: (...told) => this.webhooks.tell(...told),
    })
    this.mail = new Mail(this.network)
    this.backOffice = new BackOffice(this.network, scheduler)
    this.journeys = journeys.map((index) => newJourney(index, drawPlan(seed, index)))
    this.watch = new Watch({ scheduler, lane, suppliers: this.suppliers, journeys: this.journeys })
    this.#sweeper = new Sweeper({
      scheduler,
      lane,
      seed,
      sweep: (whole) => request((house) => house.sweep(whole)),
    })
  }

  /** @throws Violation when something that is always true was not */
  async run(): Promise<void> {
    const { scheduler, settings, servers, lane } = this
    await clearLane(lane)
    await setUpCouncil(lane, settings.accounts, settings.startsAt, settings.secondPerson)
    for (let count = 0; count < settings.processes; count++) servers.boot()
    for (const journey of this.journeys) {
      this.spawn(journey, 'tab1', () => resident(this, journey))
      spawnOfficers(this, journey)
    }
    this.#spawnForger()
    await scheduler.run(async (to) => {
      if (scheduler.steps > mostSteps) {
        throw new Violation('never-rests', undefined, 'The world does not come to rest')
      }
      return this.#sweeper.beforeJump(to)
    })
    await checkAtRest(this)
  }

  /** Somebody of a journey. When the last of them has ended, nothing goes wrong any more. */
  spawn(journey: Journey, name: string, run: () => Promise<void>, afterMs = 0): void {
    this.#busy++
    const ended = async () => {
      await run()
      if (--this.#busy === 0) this.chaos.over = true
    }
    const at = this.scheduler.now + afterMs
    this.scheduler.spawn(`j${journey.index}.${name}`, ended, { journey: journey.index, at })
  }

  #compose(process: number): SimulatedHouse {
    const { scheduler, settings, chaos, seed } = this
    const skewMs = new Random(`${seed}/clock${process}`).between(-1000 * settings.skew, 1000 * settings.skew)
    return composeHouse({
      db: this.database.db,
      clock: { now: () => new Date(scheduler.now + skewMs) },
      log,
      secrets,
      expressions,
      gateways: this.suppliers.gateways,
      destinations: { simulated: this.backOffice.destination },
      senders: { simulated: this.mail.sender },
      enqueue: this.queue.enqueue,
      random: () => scheduler.current.random.next(),
      newReference: () => newSimulatedReference(seed, scheduler.current, chaos, this.#references),
      accountName: () => this.#accountNow(),
      mutation: this.#mutation,
    })
  }

  async #committed(actor: Actor): Promise<void> {
    this.#sweeper.somethingChanged()
    await this.watch.committed(actor)
  }

  get #secondsGone(): number {
    return (this.scheduler.now - this.settings.startsAt.getTime()) / 1000
  }

  #accountNow(): AccountName {
    const { switchesAfter } = this.settings
    return switchesAfter !== undefined && this.#secondsGone > switchesAfter ? 'card-two' : 'card'
  }

  #isDown(what: Downable): boolean {
    const span = this.settings.down[what]
    return span !== undefined && this.#secondsGone >= span.from && this.#secondsGone < span.until
  }

  /** Somebody who knows our addresses, and not our suppliers' secrets. */
  #spawnForger(): void {
    const { scheduler, webhooks, suppliers } = this
    const random = new Random(`${this.seed}/forger`)
    for (let message = 1; message <= 3; message++) {
      const account = random.pick(accountNames)
      const forge = () => webhooks.forge(account, suppliers.books[account])
      scheduler.spawn(`forger${message}`, forge, { at: scheduler.now + random.below(1200) * 1000 })
    }
  }
}
