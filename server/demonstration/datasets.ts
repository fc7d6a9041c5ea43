import { addDays, type Day } from '../clock.ts'
import type { Datasets } from '../datasets/index.ts'

/** A list that forms of the library look things up in: made up, and small. */
interface DemonstrationDataset {
  name: string
  title: string
  columns: unknown[]
  /** The file, as a supplier would send it. Its days are counted back from `today`, so that a demonstration does not age. */
  csv(today: Day): string
}

const parkingNotices: DemonstrationDataset = {
  name: 'parking-notices',
  title: 'Penalty charge notices',
  columns: [
    { name: 'notice', heading: 'Notice', use: 'key' },
    { name: 'vehicle', heading: 'Vehicle', use: 'factor', compare: 'vehicle' },
    { name: 'issuedOn', heading: 'Issued', kind: 'date', exposed: true },
    { name: 'servedBy', heading: 'Served by', exposed: true },
    { name: 'charge', heading: 'Charge', kind: 'pence', exposed: true },
    { name: 'stage', heading: 'Stage', exposed: true },
    { name: 'discountUntil', heading: 'Discount until', kind: 'date', exposed: true },
    { name: 'place', heading: 'Place', exposed: true },
  ],
  csv: (today) => {
    const ago = (days: number) => addDays(today, -days)
    return [
      'Notice,Vehicle,Issued,Served by,Charge,Stage,Discount until,Place',
      `BJ34567894,AB12CDE,${ago(2)},officer,70.00,issued,,"High Street, Exampleton"`,
      `BJ45678900,CD34EFG,${ago(21)},officer,70.00,issued,,Market Square car park`,
      `BJ56789018,EF56GHJ,${ago(60)},officer,105.00,charge-certificate,,"Station Road, Exampleton"`,
      `BJ67890126,GH78JKL,${ago(20)},post,70.00,issued,,Bus lane in Bridge Street`,
      `BJ78901235,JK90LMN,${ago(21)},post,70.00,issued,,Bus lane in Bridge Street`,
      `BJ89012345,LM12NPQ,${ago(13)},officer,50.00,issued,,Mill Lane`,
      `BJ90123456,NP34QRS,${ago(40)},officer,70.00,issued,${addDays(today, 7)},"High Street, Exampleton"`,
      `BJ01234568,QR56STU,${ago(150)},officer,113.00,debt-registered,,Mill Lane`,
      `BJ12345673,ST78UVW,${ago(30)},officer,70.00,paid,,Market Square car park`,
      '',
    ].join('\n')
  },
}

const rentAccounts: DemonstrationDataset = {
  name: 'rent-accounts',
  title: 'Rent accounts',
  columns: [
    { name: 'account', heading: 'Account', use: 'key' },
    { name: 'surname', heading: 'Surname', use: 'factor', compare: 'name' },
    { name: 'balance', heading: 'Balance', kind: 'pence', exposed: true },
  ],
  csv: () =>
    [
      'Account,Surname,Balance',
      '12345678902,Example,86.40',
      '23456789012,Sample,432.10',
      '34567890122,O’Neill,0.00',
      '45678901232,Pugh-Jones,"3,456.78"',
      '',
    ].join('\n'),
}

/** What the demonstration's source of addresses finds postcodes in. */
export const addressList: DemonstrationDataset = {
  name: 'addresses',
  title: 'Addresses',
  columns: [
    { name: 'uprn', heading: 'UPRN', use: 'key', exposed: true },
    { name: 'line1', heading: 'Line 1', exposed: true },
    { name: 'line2', heading: 'Line 2', exposed: true },
    { name: 'town', heading: 'Town', exposed: true },
    { name: 'county', heading: 'County', exposed: true },
    { name: 'postcode', heading: 'Postcode', use: 'search', compare: 'postcode', exposed: true },
  ],
  csv: () =>
    [
      'UPRN,Line 1,Line 2,Town,County,Postcode',
      ...[1, 2, 3, 4, 5, 6].map((number) => `1000900100${number},${number} Mill Lane,,Exampleton,,EX1 2AB`),
      ...[1, 2, 3].map((flat) => `1000900200${flat},Flat ${flat},18 Station Road,Exampleton,,EX1 3DE`),
      '10009003009,9 High Street,,Exampleton,Exampleshire,EX1 1AA',
      '',
    ].join('\n'),
}

const datasets = [parkingNotices, rentAccounts, addressList]

/** Makes each dataset that is not there, and imports its file unless one has come in before. */
export async function ensureDatasets(
  { book, import: importFile }: Datasets,
  { organisationId, today, actor }: { organisationId: string; today: Day; actor: string },
): Promise<void> {
  const known = new Map((await book.list(organisationId)).map((dataset) => [dataset.name, dataset]))
  for (const { name, title, columns, csv } of datasets) {
    if (!known.has(name)) await book.add({ organisationId, name, title, columns, actor })
    if (known.get(name)?.current) continue
    // Of another server, or of a start that was killed: that one is given up after ten minutes, and a later start finishes it.
    if ((await book.imports(organisationId, name)).some(({ state }) => state === 'loading')) continue
    const outcome = await importFile({
      organisationId,
      dataset: name,
      fileName: `${name}.csv`,
      bytes: inOnePart(csv(today)),
      actor,
    })
    if (outcome.kind === 'refused') {
      const problems = outcome.problems.map(({ line, message }) => `line ${line}: ${message}`)
      throw new Error(`The demonstration's ${name} cannot be imported: ${problems.join('; ')}`)
    }
  }
}

async function* inOnePart(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
