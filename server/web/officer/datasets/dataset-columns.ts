import { Hono } from 'hono'
import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { BadInput, Conflict } from '../../../errors.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import {
  boxesOfColumns,
  boxesOfHeadings,
  type ColumnBoxes,
  cardProblems,
  columnProblems,
  columnsOf,
  comparisonWords,
  kinds,
  readColumnBoxes,
  uses,
} from './column-boxes.ts'
import {
  delimiters,
  encodings,
  type LayoutBoxes,
  largestDatasetFile,
  layoutOf,
  readLayoutBoxes,
} from './dataset-file.ts'
import { askedDataset, datasetsPath as path } from './datasets.ts'

/** Describing a dataset: a file is read for its headings, and each is given its use. Later, other uses. */
export function datasetColumnsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const permission = allow('mapping.edit')

  function showNew(c: OfficerContext, typed: Partial<Described> = {}, problems: FieldProblem[] = []) {
    const context = {
      title: 'Add a dataset',
      section: 'datasets',
      backHref: path,
      backText: 'Datasets',
      typed,
      encodings,
      delimiters,
      largestMb: largestDatasetFile / 1024 / 1024,
      ...errorContext(problems),
    }
    return showPage(deps, c, 'datasets/new-dataset', context, problems.length > 0 ? 422 : 200)
  }

  function showColumns(
    c: OfficerContext,
    about: {
      title: string
      action: string
      described?: Described
      boxes: ColumnBoxes[]
      sample?: string[][]
    },
    problems: FieldProblem[] = [],
  ) {
    const context = {
      ...about,
      section: 'datasets',
      backHref: about.described ? `${path}/new` : about.action.replace(/\/columns$/, ''),
      uses,
      kinds,
      comparisons: comparisonWords,
      ...errorContext(problems),
    }
    return showPage(deps, c, 'datasets/columns', context, problems.length > 0 ? 422 : 200)
  }

  app.get('/datasets/new', permission, (c) => showNew(c))

  app.post('/datasets/new', permission, async (c) => {
    const form = await readForm(c)
    const described = readDescribed(form)
    const file = form.file('file')
    const problems = describedProblems(described)
    if (!file) problems.push({ field: 'file', message: 'Choose a CSV file' })
    if (!file || problems.length > 0) return showNew(c, shownAgain(described), problems)
    const layout = layoutOf(described)
    const {
      headings,
      sample,
      problems: unread,
    } = await deps.datasets.preview({
      layout,
      bytes: file.stream(),
    })
    if (headings.every(({ text }) => text.trim() === '') || unread.length > 0) {
      const message = unread[0]?.message ?? 'The file has no headings'
      return showNew(c, shownAgain(described), [{ field: 'file', message }])
    }
    const boxes = boxesOfHeadings(headings.map(({ text }) => text))
    return showColumns(c, { title: `Columns of ${described.title}`, action: path, described, boxes, sample })
  })

  app.post('/datasets', permission, async (c) => {
    const form = await readForm(c)
    const described = readDescribed(form)
    const boxes = readColumnBoxes(form)
    const title = `Columns of ${described.title}`
    const again = (problems: FieldProblem[]) =>
      showColumns(c, { title, action: path, described, boxes }, problems)
    const problems = [...describedProblems(described), ...cardProblems(boxes)]
    if (boxes.length === 0 || problems.length > 0)
      return boxes.length === 0 ? showNew(c, shownAgain(described), problems) : again(problems)
    try {
      await deps.datasets.book.add({
        organisationId: c.get('organisation').id,
        name: described.name,
        title: described.title,
        columns: columnsOf(boxes),
        layout: layoutOf(described),
        actor: actorOf(c),
      })
    } catch (error) {
      if (error instanceof Conflict) return again([{ field: 'name', message: error.message }])
      if (!(error instanceof BadInput)) throw error
      return again(columnProblems(error, boxes))
    }
    return c.redirect(`${path}/${described.name}?added`, 303)
  })

  app.get('/datasets/:name/columns', permission, async (c) => {
    const { name, title, columns } = await askedDataset(deps, c)
    return showColumns(c, {
      title: `Columns of ${title}`,
      action: `${path}/${name}/columns`,
      boxes: boxesOfColumns(columns),
    })
  })

  app.post('/datasets/:name/columns', permission, async (c) => {
    const { name, title, layout } = await askedDataset(deps, c)
    const boxes = readColumnBoxes(await readForm(c))
    const about = { title: `Columns of ${title}`, action: `${path}/${name}/columns`, boxes }
    const problems = cardProblems(boxes)
    if (problems.length > 0) return showColumns(c, about, problems)
    try {
      await deps.datasets.book.change({
        organisationId: c.get('organisation').id,
        name,
        title,
        columns: columnsOf(boxes),
        layout,
        actor: actorOf(c),
      })
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      return showColumns(c, about, columnProblems(error, boxes))
    }
    return c.redirect(`${path}/${name}?changed`, 303)
  })
  return app
}

interface Described extends LayoutBoxes {
  name: string
  title: string
}

function readDescribed(form: Awaited<ReturnType<typeof readForm>>): Described {
  return {
    ...readLayoutBoxes(form),
    name: form.text('name').trim().slice(0, 200),
    title: form.text('title').trim().slice(0, 300),
  }
}

/** The same rules as the datasets room has; said here beside the box. */
function describedProblems({ name, title }: Described): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (title === '') problems.push({ field: 'title', message: 'Enter what the dataset is called' })
  else if (title.length > 200)
    problems.push({ field: 'title', message: 'What it is called must be 200 characters or fewer' })
  else if (looksLikeCardNumber(title))
    problems.push({ field: 'title', message: 'What it is called must not be a card number' })
  if (name === '') problems.push({ field: 'name', message: 'Enter the name that forms use' })
  else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 60 || name === 'new')
    problems.push({
      field: 'name',
      message:
        'The name that forms use must be lower-case letters, digits and hyphens, 60 at most, and not ‘new’',
    })
  else if (looksLikeCardNumber(name))
    problems.push({ field: 'name', message: 'The name that forms use must not be a card number' })
  return problems
}

function shownAgain({ name, title, ...layout }: Described): Described {
  const safe = (text: string) => (looksLikeCardNumber(text) ? '' : text)
  return { ...layout, name: safe(name), title: safe(title) }
}
