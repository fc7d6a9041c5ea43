import type { Component, FormDocument, Panel } from '../../../form-schemas/document.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import type { Words } from '../../../form-schemas/words.ts'
import { compileForm } from '../../../server/journey/index.ts'
import type { ResidentForm } from '../../../server/web/resident/index.ts'

/** One page for each question type as the designer's palette starts it, one with all of them, and one with hostile words. */
export function everyQuestion(): FormDocument {
  const starters = Object.values(questionTypes).map((type) => ({
    ...structuredClone(type.designer.starter),
    ...(type.asks && { key: `${type.type}Alone` }),
  }))
  const single = starters.filter((one) => one.type !== 'editgrid')
  const bilingual = (component: Component): Component => ({
    ...component,
    label: { en: `${component.type} <b>&"'`, cy: `${component.type} â ${'`'}checked selected value="x"` },
  })
  return {
    format: 'counterfoil/1',
    slug: 'every-question',
    title: { en: 'Every question', cy: 'Pob cwestiwn' },
    definition: {
      display: 'wizard',
      components: [
        ...single.map((one) => page(`${one.type}Page`, `A page checked with ${one.type}`, [one])),
        page('together', { en: 'All selected together', cy: 'Gyda’i gilydd' }, [
          ...single.map((one) => bilingual({ ...one, key: `${one.type}Together` })),
        ]),
        page('long', 'Long text', [
          {
            type: 'textarea',
            key: 'counted',
            label: 'Counted',
            showCharCount: true,
            validate: { maxLength: 200 },
          },
          { type: 'textfield', key: 'checked', label: ' checked selected', description: ' value="" checked' },
        ]),
        page('things', 'Your things', [
          {
            type: 'editgrid',
            key: 'things',
            label: 'Things',
            itemLabel: 'thing',
            validate: { required: true, maxLength: 3 },
            components: single
              .filter((one) => questionTypes[one.type]?.asks)
              .map((one) => ({ ...one, key: `${one.type}Item` })),
          },
        ]),
      ],
    },
  }
}

function page(key: string, title: Words, components: Component[]): Panel {
  return { type: 'panel', key, title, components }
}

export function published(document: FormDocument, mode: 'test' | 'live' = 'live'): ResidentForm {
  return {
    versionId: `version-${document.slug}`,
    formId: `form-${document.slug}`,
    organisationId: 'org',
    organisationSlug: 'exampleshire',
    organisationName: 'Exampleshire & "Sons" Council',
    number: 1,
    mode,
    slug: document.slug,
    document,
    compiled: compileForm(document),
  }
}
