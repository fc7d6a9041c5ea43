import type { Panel } from '../../form-schemas/document.ts'
import { say, type Words } from '../../form-schemas/words.ts'
import type { Definition } from './definition.ts'
import type { Design, Section } from './design.ts'
import { freshKey, keyFromLabel } from './question-key.ts'

/*
 * Sections as an officer makes them: a heading that starts at a page and reaches to the next one. In the document each page names
 * its section, the pages of a section stand together, and as soon as there is one every page has one: that is kept here.
 */

/** The section that starts at a page, if one does. */
export function sectionStartingAt({ definition, sections }: Design, page: number): Section | undefined {
  const key = definition.components[page]?.section
  if (key === undefined || definition.components[page - 1]?.section === key) return undefined
  return sections.find((section) => section.key === key)
}

/** Starts a section at a page, or gives the one that starts there another title. What came before gets one, too. */
export function withSectionAt(design: Design, page: number, title: Words): Design {
  const there = sectionStartingAt(design, page)
  if (there) {
    const sections = design.sections.map((section) =>
      section.key === there.key ? { ...section, title } : section,
    )
    return { ...design, sections }
  }
  const started =
    design.sections.length > 0 || page === 0
      ? design
      : withSectionAt(design, 0, design.definition.components[0]?.title ?? 'Start')
  const key = freshKey(new Set(started.sections.map((section) => section.key)), keyFromLabel(say(title)))
  const left = started.definition.components[page]?.section
  const at = started.sections.findIndex((section) => section.key === left)
  const sections = started.sections.toSpliced(at + 1, 0, { key, title })
  const components = started.definition.components.map((panel, index) =>
    index >= page && panel.section === left ? withSection(panel, key) : panel,
  )
  return { ...started, sections, definition: { ...started.definition, components } }
}

/** The section that starts at a page is joined to the one before; with none before, the first becomes the only one or none. */
export function withoutSectionAt(design: Design, page: number): Design {
  const there = sectionStartingAt(design, page)
  if (!there) return design
  const into = design.definition.components[page - 1]?.section
  const others = design.sections.filter(({ key }) => key !== there.key)
  const joined = into ?? others[0]?.key
  const components = design.definition.components.map((panel) =>
    panel.section === there.key ? withSection(panel, joined) : panel,
  )
  return { ...design, sections: others, definition: { ...design.definition, components } }
}

/** A page that came to stand at `page` belongs to the section that it came to stand in; sections without a page are gone. */
export function settledSections(design: Design, definition: Definition, page: number): Design {
  const { components } = definition
  const neighbour = components[page - 1] ?? components[page + 1]
  const settled = components.map((panel, index) =>
    index === page && neighbour ? withSection(panel, neighbour.section) : panel,
  )
  return withoutEmptySections({ ...design, definition: { ...definition, components: settled } })
}

export function withoutEmptySections(design: Design): Design {
  const used = new Set(design.definition.components.map(({ section }) => section))
  const sections = design.sections.filter(({ key }) => used.has(key))
  return sections.length === design.sections.length ? design : { ...design, sections }
}

function withSection(panel: Panel, section: string | undefined): Panel {
  if (panel.section === section) return panel
  const { section: _, ...rest } = panel
  return section === undefined ? (rest as Panel) : { ...(rest as Panel), section }
}
