import type { KnownNames } from './forms/index.ts'

type Named = readonly { name: string }[]

/** The rooms that keep what forms call by name. */
export interface RoomsOfNames {
  payments: { accounts: { list(organisationId: string): Promise<Named> } }
  people: { brands: { of(organisationId: string): Promise<Named> } }
  delivery: { destinations: { list(organisationId: string): Promise<Named> } }
  datasets: { book: { list(organisationId: string): Promise<Named> } }
}

/** What an organisation has that forms call by name. Funds, ledger codes and addresses are listed nowhere. */
export async function knownNames(rooms: RoomsOfNames, organisationId: string): Promise<KnownNames> {
  const [accounts, brands, destinations, datasets] = await Promise.all([
    rooms.payments.accounts.list(organisationId),
    rooms.people.brands.of(organisationId),
    rooms.delivery.destinations.list(organisationId),
    rooms.datasets.book.list(organisationId),
  ])
  const names = (all: Named) => all.map(({ name }) => name)
  return {
    gateway: names(accounts),
    brand: names(brands),
    destination: names(destinations),
    dataset: names(datasets),
  }
}
