import { z } from 'zod'
import type { Component, FormDocument, Panel } from '../../../../form-schemas/document.ts'
import type { Problem } from '../../../../form-schemas/problem.ts'
import { BadInput } from '../../../errors.ts'
import { type DocumentPart, type Draft, withPart } from '../../../forms/index.ts'
import type { OfficerDeps } from '../deps.ts'
import { previewedScreen } from './previewed-screen.ts'

const Asked = z.object({
  definition: z.looseObject({ components: z.array(z.looseObject({ key: z.string() })).max(200) }),
  conditions: z.array(z.unknown()).optional(),
  sections: z.array(z.unknown()).optional(),
  /** Key of the page. */
  page: z.string().max(60),
  language: z.enum(['en', 'cy']),
  /** As after pressing Continue with nothing answered. */
  errors: z.boolean(),
})

export type Previewed = { kind: 'page'; html: string } | { kind: 'refused'; problems: Problem[] }

/**
 * A page of what is being designed, by the renderer of residents' pages: the same HTML that they get. A form that cannot be saved yet
 * is shown page by page, without what leads from one to another. @throws BadInput
 */
export async function previewOf(
  deps: Pick<OfficerDeps, 'preview'>,
  draft: Draft,
  json: unknown,
): Promise<Previewed> {
  const body = Asked.safeParse(json)
  if (!body.success) throw new BadInput('Send the definition and which of its pages to show')
  const { page, language, errors, ...design } = body.data
  const panels = design.definition.components as unknown as Panel[]
  const wanted = panels.find(({ key }) => key === page)
  if (!wanted) throw new BadInput('There is no such page')
  // A page that is just being made has nothing on it, which only the finished form may not have.
  const filled = panels.filter(({ components }) => !Array.isArray(components) || components.length > 0)
  const whole = withPart(draft.text, partOf(design, filled))
  const read = whole.ok
    ? whole
    : withPart(draft.text, { ...partOf(design, [alone(wanted)]), settings: settingsAlone(draft) })
  if (!read.ok) return { kind: 'refused', problems: read.problems }
  const form = await deps.preview.form(draft, read.document)
  const screen = previewedScreen(form, page, language, errors)
  return { kind: 'page', html: deps.preview.render(screen.view, screen.errors) }
}

function partOf(
  design: { definition: object; conditions?: unknown[]; sections?: unknown[] },
  panels: Panel[],
) {
  const { conditions = [], sections = [] } = design
  return {
    definition: { ...design.definition, components: panels } as FormDocument['definition'],
    conditions: conditions.length > 0 ? conditions : undefined,
    sections: sections.length > 0 ? sections : undefined,
    // What else the form holds may name questions that are changed just now, and has no part in how a page looks.
    pricing: undefined,
    deliveries: undefined,
    notifications: undefined,
  } as DocumentPart
}

/** Settings without what is about other pages. */
function settingsAlone({ document }: Draft): FormDocument['settings'] {
  const { taskList: _, useLimits: __, ...settings } = document.settings ?? {}
  return settings
}

/** The page without what asks about other pages. */
function alone(panel: Panel): Panel {
  const without = <C extends Component>({ conditional: _, exit: __, ...component }: C): C =>
    component as unknown as C
  return Array.isArray(panel.components)
    ? { ...without(panel), components: panel.components.map(without) }
    : panel
}
