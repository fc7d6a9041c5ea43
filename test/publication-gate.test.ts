import { describe, expect, test } from 'vitest'
import type { FormDocument } from '../form-schemas/document.ts'
import { questionType } from '../form-schemas/questions/index.ts'
import { publicationGate } from '../server/publication-gate.ts'

/** The one check of the gate, with the datasets that an organisation has. */
function lookUpCheck(datasets: { name: string; columns: { name: string; exposed: boolean }[] }[]) {
  const rooms = { datasets: { book: { list: async () => datasets } } }
  const check = publicationGate(() => rooms as never, {} as never).find(
    ({ name }) => name === 'Everything that is looked up can be found',
  )!
  return (document: FormDocument) => check.run(document, 'an organisation', 'test')
}

const lookedUp = (key: string, dataset: string, expose: string[]) => ({
  ...structuredClone(questionType('textfield').designer.starter),
  key,
  lookup: { dataset, expose },
})

function documentWith(...components: object[]): FormDocument {
  const page = { type: 'panel', key: 'page', title: 'A page', components }
  return { definition: { components: [page] } } as unknown as FormDocument
}

describe('what a form looks up', () => {
  const accounts = {
    name: 'accounts',
    columns: [
      { name: 'balance', exposed: true },
      { name: 'surname', exposed: false },
    ],
  }

  test('is found when there is such a dataset and it gives the column', async () => {
    expect(await lookUpCheck([accounts])(documentWith(lookedUp('a', 'accounts', ['balance'])))).toEqual([])
  })

  test('is missed at the question, however deep in lists it stands', async () => {
    const list = (key: string, ...components: object[]) => ({ type: 'editgrid', key, components })
    const document = documentWith(
      lookedUp('a', 'accounts', ['surname']),
      list('people', lookedUp('b', 'gone', []), list('cars', lookedUp('c', 'gone', []))),
    )
    expect(await lookUpCheck([accounts])(document)).toEqual([
      {
        pointer: '/definition/components/0/components/0/lookup/expose',
        message: 'The dataset ‘accounts’ does not give the column ‘surname’',
        screen: 'design',
      },
      {
        pointer: '/definition/components/0/components/1/components/0/lookup/dataset',
        message: 'There is no dataset called ‘gone’',
        screen: 'design',
      },
      {
        pointer: '/definition/components/0/components/1/components/1/components/0/lookup/dataset',
        message: 'There is no dataset called ‘gone’',
        screen: 'design',
      },
    ])
  })
})
