import type { Definition } from '../../builder-ui/designer/definition.ts'
import type { GivenDesign } from '../../builder-ui/designer/design.ts'
import type { Harness } from './builder-harness.ts'

/** A small form with two pages, to be edited in the designer. */
export const smallForm = {
  display: 'wizard',
  components: [
    {
      type: 'panel',
      key: 'aboutYou',
      title: 'About you',
      components: [
        { type: 'textfield', key: 'fullName', label: 'Full name', validate: { required: true } },
        { type: 'email', key: 'email', label: 'Email address', description: 'We send the receipt there' },
        { type: 'yesno', key: 'landlord', label: 'Are you a landlord?', validate: { required: true } },
      ],
    },
    {
      type: 'panel',
      key: 'items',
      title: 'Items',
      components: [
        {
          type: 'editgrid',
          key: 'items1',
          label: 'Items to collect',
          itemLabel: 'item',
          components: [
            { type: 'textfield', key: 'item', label: 'What is it?', validate: { required: true } },
            {
              type: 'number',
              key: 'quantity',
              label: 'How many?',
              validate: { required: true, integer: true, min: 1 },
            },
          ],
          validate: { required: true, maxLength: 6 },
        },
      ],
    },
  ],
}

export interface DesignerServer {
  /** Bodies of the PUTs that came, in order. */
  saves: (GivenDesign & { revision: number; definition: typeof smallForm })[]
  /** What the next save answers instead of success; then it is used up. */
  next: { status: number; body: unknown } | undefined
}

/** Puts a designer page at /designer whose saves are answered as the server's forms room would. */
export function serveDesigner(
  harness: Harness,
  path = '/designer',
  given: GivenDesign = { definition: smallForm as Definition },
): DesignerServer {
  const server: DesignerServer = { saves: [], next: undefined }
  harness.page(path, {
    title: 'Book a bulky waste collection',
    script: 'designer/main.ts',
    body: `<div id="designer" data-save-url="${path}/draft"><p class="govuk-body">The designer needs JavaScript.</p></div>
<script type="application/json" id="draft">${JSON.stringify({ revision: 3, ...given })}</script>`,
  })
  harness.app.put(`${path}/draft`, async (c) => {
    const body = (await c.req.json()) as DesignerServer['saves'][number]
    if (c.req.header('content-type') !== 'application/json') return c.text('not JSON', 415)
    server.saves.push(body)
    const { next } = server
    server.next = undefined
    if (next) return c.json(next.body, next.status as 409)
    return c.json({ revision: body.revision + 1 })
  })
  return server
}
