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
        // What shows nothing has no page to itself.
        ...single
          .filter((one) => !questionTypes[one.type]?.silent)
          .map((one) => page(`${one.type}Page`, `A page checked with ${one.type}`, [one])),
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
        page('ways', 'Ways to ask', otherWays()),
        ...inGroups(
          single.filter((one) => questionTypes[one.type]?.asks),
          12,
        ).map((group, n) =>
          page(`things${n}`, 'Your things', [
            {
              type: 'editgrid',
              key: `list${n}`,
              label: 'Things',
              itemLabel: 'thing',
              validate: { required: true, maxLength: 3 },
              components: group.map((one) => ({ ...one, key: `${one.type}Item` })),
            },
          ]),
        ),
      ],
    },
  }
}

/** Questions whose settings give them other inputs than the palette starts them with. */
function otherWays(): Component[] {
  const values = [
    { value: 'a', label: 'Checked' },
    { value: 'b', label: 'B', description: 'selected' },
  ]
  const help = { summary: { en: 'Help checked', cy: 'Cymorth' }, text: 'value="x" & selected\nmore' }
  return [
    {
      type: 'name',
      key: 'nameInParts',
      label: 'Name',
      ask: 'titleFirstAndLast',
      description: 'All of it',
      help,
    },
    {
      type: 'organisation',
      key: 'charity',
      label: 'Body',
      companyNumber: 'optional',
      charityNumber: 'required',
    },
    { type: 'bankDetails', key: 'account', label: 'Bank', rollNumber: true },
    {
      type: 'selectboxes',
      key: 'several',
      label: 'Several',
      values,
      noneOption: { en: 'None', cy: 'Dim un' },
      help,
    },
    { type: 'reference', key: 'masked', label: 'Account', inputMask: 'AA-999', help },
    {
      type: 'declaration',
      key: 'declared',
      label: 'Declaration',
      statement: 'It is checked & "selected"',
      help,
    },
  ]
}

/** A list has at most 20 questions. */
function inGroups<T>(all: T[], size: number): T[][] {
  return all.length === 0 ? [] : [all.slice(0, size), ...inGroups(all.slice(size), size)]
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
