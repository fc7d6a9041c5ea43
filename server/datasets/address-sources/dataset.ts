import { z } from 'zod'
import type { Db } from '../../db/client.ts'
import type { SettingField } from '../../payments/gateway.ts'
import { readSettings } from '../../supplier-settings.ts'
import type { AddressSource, FoundAddress, SourceSettings } from '../address-source.ts'
import type { Cell } from '../cell.ts'
import { shownColumns } from '../column.ts'
import { formOf } from '../comparison.ts'
import { datasetWithRows } from '../dataset-store.ts'
import { shownOfSearch } from '../look-up-store.ts'

const lines = ['uprn', 'line1', 'line2', 'town', 'county', 'postcode'] as const
type Line = (typeof lines)[number]
const needed: readonly Line[] = ['uprn', 'line1', 'town', 'postcode']

const columnName = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be the name of a column')

const Settings = z.strictObject({
  dataset: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the name of a dataset'),
  uprn: columnName.default('uprn'),
  line1: columnName.default('line1'),
  line2: columnName.default('line2'),
  town: columnName.default('town'),
  county: columnName.default('county'),
  postcode: columnName.default('postcode'),
})
type DatasetSourceSettings = z.infer<typeof Settings>

const labels: Record<Line, string> = {
  uprn: 'Column with the UPRN',
  line1: 'Column with address line 1',
  line2: 'Column with address line 2',
  town: 'Column with the town or city',
  county: 'Column with the county',
  postcode: 'Column with the postcode',
}

const settingFields: readonly SettingField[] = [
  {
    name: 'dataset',
    label: 'Dataset',
    hint: 'Its postcode column must be searched, and its address columns exposed',
    kind: 'text',
    required: true,
  },
  ...lines.map((line) => ({
    name: line,
    label: labels[line],
    hint: `${line} when left empty`,
    kind: 'text' as const,
    required: false,
  })),
]

/** More flats than any postcode has: a page could not offer them to choose from. */
const addressesAtMost = 1_000

/** The council's own address list, such as an extract of its gazetteer: a dataset with a searched postcode. */
export function createDatasetSource({ db }: { db: Db }): AddressSource {
  async function open(settings: SourceSettings, organisationId: string) {
    const found = await datasetWithRows(db, organisationId, (settings as DatasetSourceSettings).dataset)
    if (!found?.current) return undefined
    return { ...found, current: found.current }
  }

  return {
    name: 'dataset',
    title: 'Your own address list',
    remembered: false,
    settingFields,
    parseSettings: (settings) => readSettings(Settings, settings, 'address list'),
    readsDataset: (settings) => (settings as DatasetSourceSettings).dataset,
    describe: (settings) => `The dataset ${(settings as DatasetSourceSettings).dataset}`,

    async testConnection(settings, organisationId) {
      const read = settings as DatasetSourceSettings
      const opened = await open(settings, organisationId)
      if (!opened) {
        const message = `There is no dataset ‘${read.dataset}’ with rows in it`
        return { kind: 'refused', code: 'no-dataset', message }
      }
      const { columns } = opened.current
      const searched = columns.find(({ use }) => use === 'search')
      if (searched?.compare !== 'postcode') {
        const message = `The dataset ‘${read.dataset}’ has no column that is searched by postcode`
        return { kind: 'refused', code: 'not-searched', message }
      }
      const exposed = new Set(shownColumns(columns, opened.dataset.columns))
      const missing = needed.map((line) => read[line]).filter((name) => !exposed.has(name))
      if (missing.length > 0) {
        const message = `The dataset ‘${read.dataset}’ does not expose ${missing.join(', ')}`
        return { kind: 'refused', code: 'columns', message }
      }
      const count = opened.current.rowCount.toLocaleString('en-GB')
      return { kind: 'connected', message: `The dataset has ${count} addresses` }
    },

    async find(settings, { organisationId, postcode }) {
      const opened = await open(settings, organisationId)
      if (!opened) return { kind: 'unavailable', message: 'The address list has no rows' }
      const { current, dataset } = opened
      const searched = current.columns.find(({ use }) => use === 'search')
      const shown = new Set(shownColumns(current.columns, dataset.columns))
      if (!searched || !needed.every((line) => shown.has((settings as DatasetSourceSettings)[line]))) {
        return { kind: 'unavailable', message: 'The address list does not have the columns of an address' }
      }
      const form = formOf(searched.compare, postcode)
      const rows = await shownOfSearch(db, current.id, form, addressesAtMost)
      const addresses = rows.flatMap((row) => {
        const address = addressOf(row, settings as DatasetSourceSettings, postcode, shown)
        return address ? [address] : []
      })
      return { kind: 'found', addresses }
    },
  }
}

/** Undefined for a row that is not a whole address: it cannot be offered. */
function addressOf(
  row: Record<string, Cell>,
  settings: DatasetSourceSettings,
  postcode: string,
  shown: Set<string>,
): FoundAddress | undefined {
  const text = (line: Line) =>
    shown.has(settings[line]) && row[settings[line]] != null ? String(row[settings[line]]) : ''
  const [uprn, line1, line2, town, county] = [
    text('uprn'),
    text('line1'),
    text('line2'),
    text('town'),
    text('county'),
  ]
  if (uprn === '' || line1 === '' || town === '') return undefined
  return { uprn, line1, ...(line2 && { line2 }), town, ...(county && { county }), postcode }
}
