import { describe, expect, test } from 'vitest'
import { helpAt } from '../../builder-ui/editor/hover-help.ts'
import type { Vocabulary } from '../../builder-ui/editor/vocabulary.ts'

const vocabulary: Vocabulary = {
  questions: [
    { path: 'items', label: 'What do you want us to collect?', kind: 'list' },
    { path: 'items.quantity', label: 'How many?', kind: 'number' },
  ],
  functions: [
    { name: 'fee', signature: '$fee(code)', help: 'the amount of a fee on the day, in pence' },
    { name: 'count', signature: '$count(list)', help: 'how many there are' },
  ],
  variables: [{ name: 'count', label: 'Number of items' }, { name: 'free' }],
}
const source = `$fee("items") * $sum(items.quantity) /* items */ + $count + gone + $free`
const at = (text: string, from = 0) => helpAt(source, source.indexOf(text, from) + 1, vocabulary)

describe('help for what the pointer rests on', () => {
  test('a function says how it is called and what it gives', () => {
    expect(at('$fee')).toEqual({
      from: 0,
      to: 4,
      title: '$fee(code)',
      help: 'Gives the amount of a fee on the day, in pence.',
    })
  })
  test('a question says its words and the kind of its answer', () => {
    expect(at('items.quantity')).toMatchObject({ title: 'How many?', help: 'The answer: a number.' })
  })
  test('a named value says what it is, also where a function has its name', () => {
    expect(at('$count')).toMatchObject({ title: '$count', help: 'Number of items' })
    expect(at('$free')).toMatchObject({ help: 'A value that is worked out above.' })
  })
  test.each(['"items"', 'items */', 'gone', '$sum', '* '])('there is none at %s', (text) => {
    expect(at(text)).toBeUndefined()
  })
})
