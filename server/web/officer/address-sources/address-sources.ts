import type { OfficerDeps } from '../deps.ts'
import { supplierRoutes } from '../suppliers/supplier-screens.ts'

const jobs = [
  {
    id: 'postcode',
    heading: 'Addresses by postcode',
    unset: 'Nothing is set up, so residents type their address and it has no UPRN.',
  },
] as const

/** Where addresses come from when a resident gives a postcode. */
export function addressSourcesRoutes(deps: OfficerDeps) {
  return supplierRoutes(deps, {
    section: 'address-sources',
    param: 'source',
    title: 'Addresses',
    lead: 'Questions that find an address by its postcode ask one source, for all the council’s forms: a dataset of the council’s own, or Ordnance Survey.',
    permission: 'gateways.manage',
    jobs,
    book() {
      const { sources } = deps.datasets.addresses
      return {
        current: sources.of,
        choices: sources.choices,
        add: ({ supplier, ...given }) => sources.add({ ...given, source: supplier }),
        replace: ({ supplier, ...given }) => sources.replace({ ...given, source: supplier }),
        test: sources.test,
      }
    },
  })
}
