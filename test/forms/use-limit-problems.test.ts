import { describe, expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { useLimitProblems } from '../../server/forms/use-limit-problems.ts'

const starter = (type: string, key: string) => ({
  ...structuredClone(questionType(type).designer.starter),
  key,
})

function documentCounting(questions: string[], name = 'once'): FormDocument {
  return {
    definition: {
      components: [
        {
          type: 'panel',
          key: 'page',
          title: 'A page',
          components: [
            starter('address', 'home'),
            starter('textfield', 'permit'),
            starter('number', 'account'),
            starter('radio', 'kind'),
            starter('day', 'day'),
            starter('content', 'words'),
            { ...starter('editgrid', 'cars'), components: [starter('textfield', 'plate')] },
          ],
        },
      ],
    },
    settings: {
      useLimits: questions.map((question, n) => ({
        name: `${name}${n}`,
        question,
        most: 1,
        months: 12,
        message: 'Once a year',
      })),
    },
  } as unknown as FormDocument
}

describe('what a form limits', () => {
  test('is counted by an address, a text, a number or a choice', () => {
    expect(useLimitProblems(documentCounting(['home', 'permit', 'account', 'kind']))).toEqual([])
  })

  test.each([
    ['nothing', 'There is no question with the key ‘nothing’, outside lists, to count uses by'],
    ['plate', 'There is no question with the key ‘plate’, outside lists, to count uses by'],
    ['words', 'There is no question with the key ‘words’, outside lists, to count uses by'],
    ['constructor', 'There is no question with the key ‘constructor’, outside lists, to count uses by'],
    ['day', /^Uses cannot be counted by the answer to/],
    ['cars', /^Uses cannot be counted by the answer to/],
  ])('cannot be counted by %s', (question, message) => {
    expect(useLimitProblems(documentCounting(['home', question]))).toEqual([
      {
        pointer: '/settings/useLimits/1/question',
        message: expect.stringMatching(message),
        screen: 'settings',
      },
    ])
  })

  test('has a name of its own: two limits of one name would count each other', () => {
    const document = documentCounting(['home', 'permit'])
    document.settings!.useLimits![1]!.name = document.settings!.useLimits![0]!.name
    expect(useLimitProblems(document)).toMatchObject([{ pointer: '/settings/useLimits/1/name' }])
  })
})
