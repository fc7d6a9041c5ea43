import { calculationsOf } from '../form-schemas/calculations.ts'
import type { Component, FormDocument, LookupSettings } from '../form-schemas/document.ts'
import { say } from '../form-schemas/words.ts'
import type { Datasets } from './datasets/index.ts'
import type { Delivery } from './delivery/index.ts'
import { checkExpression } from './expressions/index.ts'
import { documentChecks, type GateCheck, type GateProblem } from './forms/index.ts'
import type { Gateway } from './payments/gateway.ts'
import { capabilityProblems, type Payments } from './payments/index.ts'
import type { PricingRoom } from './pricing/index.ts'

interface Rooms {
  pricing: PricingRoom
  payments: Payments
  gateways: Record<string, Gateway>
  delivery: Delivery
  datasets: Datasets
}

/** Everything that must hold before a form is published: what forms check themselves, and what payments and delivery say. */
export function publicationGate(rooms: () => Rooms, pricing: PricingRoom): GateCheck[] {
  return [
    ...documentChecks({ pricing }),
    { name: 'The gateway can take these payments', run: (...about) => gatewayProblems(rooms(), ...about) },
    { name: 'Everything a page works out can be worked out', run: calculationProblems },
    {
      name: 'Everything that is looked up can be found',
      run: (document, organisationId) => lookupProblems(rooms().datasets, document, organisationId),
    },
    {
      name: 'Every back office mapping can be worked out',
      run: (document) => mappingProblems(rooms().delivery, document),
    },
    {
      name: 'Every back office is known',
      run: (document, organisationId) => destinationProblems(rooms().delivery, document, organisationId),
    },
    {
      name: 'Every mapping case gives the output it should',
      run: (document) => mappingCaseProblems(rooms().delivery, document),
    },
  ]
}

async function gatewayProblems(
  { payments, gateways }: Rooms,
  document: FormDocument,
  organisationId: string,
  mode: 'test' | 'live',
): Promise<GateProblem[]> {
  if (!document.payment) return []
  const at = (pointer: string, message: string): GateProblem => ({
    pointer: `/payment${pointer}`,
    message,
    screen: 'settings',
  })
  const account = await payments.accounts.byName(organisationId, document.payment.gateway)
  const gateway = account && gateways[account.gateway]
  if (!account || !gateway)
    return [at('/gateway', `There is no gateway account called ‘${document.payment.gateway}’`)]
  const problems: GateProblem[] = []
  if (account.mode !== mode) {
    problems.push(
      at(
        '/gateway',
        `The gateway account ‘${account.name}’ is for ${account.mode} payments, and the form would be published as ${mode}`,
      ),
    )
  }
  const wanted = {
    description: say(document.payment.description),
    reference: document.payment.reference.replace('{reference}', 'X'.repeat(10)),
    welsh: typeof document.title === 'object' && document.title.cy !== undefined,
    lines: document.pricing?.lines ?? [],
    totals: (document.pricing?.tests ?? []).map(({ name, total }) => ({ name, totalPence: total ?? 0 })),
  }
  for (const { part, ...problem } of capabilityProblems(gateway, wanted)) {
    if (typeof part === 'string') problems.push({ ...at(`/${part}`, problem.message), ...problem })
    else {
      const pointer = 'line' in part ? `/pricing/lines/${part.line}` : `/pricing/tests/${part.total}`
      problems.push({ pointer, screen: 'prices', ...problem })
    }
  }
  return problems
}

function calculationProblems(document: FormDocument): GateProblem[] {
  return calculationsOf(document).flatMap(({ component, pointer, fields }) =>
    checkExpression(String(component.value), { fields, fees: [], variables: [] }).map(
      ({ message }): GateProblem => ({ pointer, message, screen: 'design' }),
    ),
  )
}

/** The datasets that questions name are there, with the columns they expose and the second factor they ask for. */
async function lookupProblems(
  datasets: Datasets,
  document: FormDocument,
  organisationId: string,
): Promise<GateProblem[]> {
  const known = new Map((await datasets.book.list(organisationId)).map((dataset) => [dataset.name, dataset]))
  /** Lists hold questions, too, and lists. */
  const within = (components: Component[], pointer: string): GateProblem[] =>
    components.flatMap(({ lookup, components: inner = [] }, n) => [
      ...(lookup ? problemsOf(lookup, `${pointer}/${n}/lookup`) : []),
      ...within(inner, `${pointer}/${n}/components`),
    ])
  const problemsOf = ({ dataset: name, expose }: LookupSettings, pointer: string): GateProblem[] => {
    const at = (part: string, message: string): GateProblem => ({
      pointer: `${pointer}${part}`,
      message,
      screen: 'design',
    })
    const dataset = known.get(name)
    if (!dataset) return [at('/dataset', `There is no dataset called ‘${name}’`)]
    const shown = new Set(dataset.columns.filter((column) => column.exposed).map((column) => column.name))
    return expose
      .filter((column) => !shown.has(column))
      .map((column) => at('/expose', `The dataset ‘${name}’ does not give the column ‘${column}’`))
  }
  return within(document.definition.components, '/definition/components')
}

function mappingProblems(delivery: Delivery, document: FormDocument): GateProblem[] {
  return delivery.checkDeliveries(document).map((problem) => ({ ...problem, screen: 'back-office' }))
}

async function destinationProblems(
  delivery: Delivery,
  document: FormDocument,
  organisationId: string,
): Promise<GateProblem[]> {
  const known = new Set(
    (await delivery.destinations.list(organisationId)).map((destination) => destination.name),
  )
  return (document.deliveries ?? []).flatMap(({ destination }, index): GateProblem[] =>
    known.has(destination)
      ? []
      : [
          {
            pointer: `/deliveries/${index}/destination`,
            message: `There is no back office called ‘${destination}’`,
            screen: 'back-office',
          },
        ],
  )
}

async function mappingCaseProblems(delivery: Delivery, document: FormDocument): Promise<GateProblem[]> {
  const results = await delivery.runMappingCases(document)
  return results
    .filter((result) => !result.passed)
    .map((result) => ({
      pointer: result.pointer,
      message: `The mapping case ‘${result.name}’ failed: ${result.failure}`,
      screen: 'back-office',
    }))
}
