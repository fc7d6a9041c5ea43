import { needed, optionalPageJson, pageJson } from '../page-data.ts'
import type { GivenDesign } from './design.ts'
import { startDesigner } from './designer.ts'
import type { OfferedDataset } from './dialog/lookup-field.ts'

/*
 * Starts the designer on an officer's page. The page gives
 *   <div id="designer" data-save-url="…" data-officer="…" data-languages="en cy"></div>
 *   <script type="application/json" id="draft">{ "revision": 3, "definition": { … }, "conditions": [ … ], "sections": [ … ] }</script>
 * Without JavaScript the element keeps what the server put into it.
 */

const host = document.getElementById('designer')
if (!host) throw new Error('The page has no #designer')
const start = pageJson<GivenDesign & { revision: number }>('draft')
const welsh =
  (host.dataset.languages ?? '').split(' ').includes('cy') ||
  JSON.stringify(start.definition).includes('"cy":')
const page = new URLSearchParams(location.search).get('page') ?? undefined
const datasets = optionalPageJson<OfferedDataset[]>('datasets') ?? []
await startDesigner(host, {
  ...start,
  saveUrl: needed(host, 'saveUrl'),
  officer: host.dataset.officer,
  previewUrl: host.dataset.previewUrl,
  bankUrl: host.dataset.bankUrl,
  commentsUrl: host.dataset.commentsUrl,
  page,
  welsh,
  datasets,
})
