import { Hono } from 'hono'
import { spokenInstant } from '../../../clock.ts'
import { Conflict } from '../../../errors.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, readForm } from '../page.ts'
import { allow } from '../session.ts'
import { askedDataset, datasetsPath, showDataset } from './datasets.ts'

/** A file for a dataset: looked at, or put whole in the place of the rows that are there. */
export function datasetRowsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.post('/datasets/:name/imports', allow('mapping.edit'), async (c) => {
    const dataset = await askedDataset(deps, c)
    const { name, layout, columns } = dataset
    const form = await readForm(c)
    const file = form.file('file')
    const chosen = { force: form.has('force'), leaveOut: form.has('leaveOut') }
    const wrong = (message: string) =>
      showDataset(deps, c, dataset, { ...chosen, problems: [{ field: 'file', message }] })
    if (!file) return wrong('Choose a CSV file')
    if (form.text('action') !== 'replace') {
      const preview = await deps.datasets.preview({ layout, columns, bytes: file.stream() })
      return showDataset(deps, c, dataset, { ...chosen, preview })
    }
    try {
      const outcome = await deps.datasets.import({
        organisationId: c.get('organisation').id,
        dataset: name,
        fileName: file.name,
        bytes: file.stream(),
        actor: actorOf(c),
        force: chosen.force,
        leaveOutBadRows: chosen.leaveOut,
      })
      switch (outcome.kind) {
        case 'imported':
          return c.redirect(`${datasetsPath}/${name}?imported`, 303)
        case 'already-imported':
          return wrong(
            `This file came in already, ${spokenInstant(outcome.importedAt)}, as ‘${outcome.fileName}’. Tick the box to use it all the same.`,
          )
        case 'refused': {
          const { problems, badRows } = outcome
          const message = 'Nothing was changed: the rows are the ones that were there before.'
          return showDataset(deps, c, dataset, { ...chosen, refused: { message, problems, badRows } })
        }
      }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return wrong(error.message)
    }
  })
  return app
}
