import { Hono } from 'hono'
import type { ConfiguredDataset, Preview } from '../../../datasets/index.ts'
import { NotFound } from '../../../errors.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { largestDatasetFile } from './dataset-file.ts'
import { ageOf, columnWords, importWords } from './dataset-words.ts'

export const datasetsPath = '/officer/datasets'

/** The council's own lists that answers are looked up in: how old each is, what it holds, and which forms ask it. */
export function datasetsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const permission = allow('mapping.edit')

  app.get('/datasets', permission, async (c) => {
    const organisationId = c.get('organisation').id
    const [all, forms] = await Promise.all([
      deps.datasets.book.list(organisationId),
      deps.insight.formsByDataset(organisationId),
    ])
    return showPage(deps, c, 'datasets/datasets', {
      title: 'Datasets',
      section: 'datasets',
      notice: c.req.query('removed') === undefined ? undefined : 'The dataset and its rows are deleted.',
      datasets: all.map((dataset) => ({
        ...dataset,
        age: ageOf(dataset, deps.clock.now()),
        forms: forms.filter((form) => form.dataset === dataset.name),
      })),
    })
  })

  app.get('/datasets/:name', permission, async (c) => showDataset(deps, c, await askedDataset(deps, c), {}))

  app.get('/datasets/:name/removal', permission, async (c) => showRemoval(c))

  app.post('/datasets/:name/removal', permission, async (c) => {
    const { name } = await askedDataset(deps, c)
    const answer = (await readForm(c)).text('remove')
    if (answer === 'no') return c.redirect(`${datasetsPath}/${name}`, 303)
    if ((await usesOf(deps, c, name)).length > 0) return showRemoval(c, [], 409)
    if (answer !== 'yes')
      return showRemoval(c, [{ field: 'remove', message: 'Choose whether to delete the dataset' }])
    await deps.datasets.book.remove(c.get('organisation').id, name, actorOf(c))
    return c.redirect(`${datasetsPath}?removed`, 303)
  })

  async function showRemoval(c: OfficerContext, problems: FieldProblem[] = [], status: 200 | 409 = 200) {
    const dataset = await askedDataset(deps, c)
    const context = {
      title: `Delete ${dataset.title}`,
      section: 'datasets',
      backHref: `${datasetsPath}/${dataset.name}`,
      backText: dataset.title,
      dataset,
      uses: await usesOf(deps, c, dataset.name),
      ...errorContext(problems),
    }
    return showPage(deps, c, 'datasets/removal', context, problems.length > 0 ? 422 : status)
  }
  return app
}

/** @throws NotFound */
export async function askedDataset(deps: OfficerDeps, c: OfficerContext): Promise<ConfiguredDataset> {
  const found = await deps.datasets.book.byName(c.get('organisation').id, c.req.param('name') ?? '')
  if (!found) throw new NotFound('There is no such dataset')
  return found
}

/** What would not work without the dataset: published forms that look answers up in it, and the search for addresses. */
async function usesOf(deps: OfficerDeps, c: OfficerContext, name: string) {
  const organisationId = c.get('organisation').id
  const [forms, source] = await Promise.all([
    deps.insight.formsByDataset(organisationId),
    deps.datasets.addresses.sources.of(organisationId),
  ])
  return [
    ...forms
      .filter(({ dataset }) => dataset === name)
      .map(({ slug, title }) => ({ text: title, href: `/officer/forms/${slug}` })),
    ...(source?.dataset === name
      ? [{ text: 'Addresses found by postcode', href: '/officer/address-sources' }]
      : []),
  ]
}

/** What came of a file that was sent to the page. */
export interface Looked {
  preview?: Preview
  refused?: { message: string; problems: { line?: number | undefined; message: string }[]; badRows: number }
  problems?: FieldProblem[]
  force?: boolean
  leaveOut?: boolean
}

export async function showDataset(
  deps: OfficerDeps,
  c: OfficerContext,
  dataset: ConfiguredDataset,
  looked: Looked,
): Promise<Response> {
  const organisationId = c.get('organisation').id
  const imports = await deps.datasets.book.imports(organisationId, dataset.name)
  const nameOf = await actorNames(
    deps,
    organisationId,
    imports.map(({ actor }) => actor),
  )
  const problems = looked.problems ?? []
  return showPage(
    deps,
    c,
    'datasets/dataset',
    {
      title: dataset.title,
      section: 'datasets',
      backHref: datasetsPath,
      backText: 'Datasets',
      notice: noticeOf(c),
      dataset,
      age: ageOf(dataset, deps.clock.now()),
      columns: dataset.columns.map((column) => ({ ...column, ...columnWords(column) })),
      imports: imports.map((one) => ({ ...one, words: importWords[one.state], by: nameOf(one.actor) })),
      uses: await usesOf(deps, c, dataset.name),
      largestMb: largestDatasetFile / 1024 / 1024,
      ...looked,
      ...errorContext(problems),
    },
    problems.length > 0 || looked.refused ? 422 : 200,
  )
}

/** What was done, in words of ours: the address can only choose among them. */
function noticeOf(c: OfficerContext): string | undefined {
  if (c.req.query('added') !== undefined) return 'The dataset is added. Upload its first file.'
  if (c.req.query('changed') !== undefined)
    return 'The columns are changed. What is newly shown or asked for holds from the next file on.'
  if (c.req.query('imported') !== undefined) return 'The rows are replaced by those of the file.'
  return undefined
}
