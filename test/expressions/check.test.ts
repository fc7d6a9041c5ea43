import { describe, expect, it } from 'vitest'
import { checkExpression, type Scope } from '../../server/expressions/index.ts'

const scope: Scope = {
  fields: {
    name: { kind: 'text' },
    urgent: { kind: 'boolean' },
    size: { kind: 'choice', values: ['small', 'large'] },
    address: { kind: 'object', fields: { line1: { kind: 'text' }, postcode: { kind: 'text' } } },
    items: { kind: 'list', fields: { item: { kind: 'text' }, quantity: { kind: 'number' } } },
  },
  variables: ['total'],
  fees: ['upTo3', 'upTo6'],
}

describe('an expression that names what exists has no problems', () => {
  it.each([
    'name',
    '$sum(items.quantity)',
    "$sum(items.quantity) <= 3 ? $fee('upTo3') : $fee('upTo6')",
    "items[quantity > 1].item & ' for ' & name",
    'items^(>quantity)[0].item',
    '$map(items, function($one, $at) { { "n": $at + 1, "what": $one.item } })',
    '$reduce(items.quantity, function($a, $b) { $a + $b }, 0)',
    '$sort(items, function($a, $b) { $a.quantity > $b.quantity }).item',
    'items{item: $sum(quantity)}',
    'items#$at.{ "line": $at + 1, "item": item }',
    'items ~> $filter(function($one) { $one.quantity > 1 }) ~> $count()',
    '{ "postcode": address.postcode, "first": $$.name, "all": items.(item & $string(quantity)) }',
    '($busy := items[quantity > 2]; $count($busy.item) + $total)',
    '$replace(name, /[^a-z]+/i, "-")',
    'address.postcode ?: "none"',
    "$contains(name, '/') and name != 'a\\\\b' and 6 / 2 = 3",
    '$map(items.item, $uppercase)',
    '/* why */ $percent(1250, 17.5)',
    "$band($total, [{'upTo': 3, 'pence': 2500}, {'pence': 5000}])",
  ])('%s', (source) => {
    expect(checkExpression(source, scope)).toEqual([])
  })
})

describe('a name that does not exist is reported where it stands', () => {
  it.each([
    ['$sum(itmes.quantity)', 'itmes', 'There is no question called ‘itmes’. Did you mean ‘items’?'],
    [
      'items[qantity > 1].item',
      'qantity',
      'There is no question called ‘qantity’ in ‘items’. Did you mean ‘quantity’?',
    ],
    [
      '$map(items, function($i) { $i.qantity })',
      'qantity',
      'There is no question called ‘qantity’ in ‘items’. Did you mean ‘quantity’?',
    ],
    [
      '$filter(items, function($i) { $i.quantity > 1 }).itme',
      'itme',
      'There is no question called ‘itme’ in ‘items’. Did you mean ‘item’?',
    ],
    [
      'items{itm: $sum(quantity)}',
      'itm',
      'There is no question called ‘itm’ in ‘items’. Did you mean ‘item’?',
    ],
    ['items^(<qty).item', 'qty', 'There is no question called ‘qty’ in ‘items’.'],
    [
      'items.(quantity & name)',
      'name',
      'There is no question called ‘name’ in ‘items’. For the question outside ‘items’ write ‘$$.name’.',
    ],
    [
      'address.postcod',
      'postcod',
      'There is no question called ‘postcod’ in ‘address’. Did you mean ‘postcode’?',
    ],
    ['name.first', 'first', '‘name’ has no parts, so it has no ‘first’.'],
    ['$fee("upTo4")', '"upTo4"', 'There is no fee called ‘upTo4’. Did you mean ‘upTo3’?'],
    ['$totl + 1', '$totl', 'Nothing called ‘$totl’ was worked out before this. Did you mean ‘$total’?'],
    ['$smu(items.quantity)', '$smu', 'There is no function called ‘$smu’. Did you mean ‘$sum’?'],
    ['sum(items.quantity)', 'sum', 'Functions begin with a dollar sign. Write ‘$sum’.'],
    ['$total(1)', '$total', '‘$total’ is a value here, so it cannot be called.'],
    [
      '$percent(1250)',
      '$percent',
      "‘$percent’ takes 2 to 3 values in brackets, not 1: $percent(pence, percent, 'half-up').",
    ],
    [
      '$lookup(address, "postcod")',
      '"postcod"',
      'There is no question called ‘postcod’ in ‘address’. Did you mean ‘postcode’?',
    ],
    ['`no such` & name', '`no such`', 'There is no question called ‘no such’.'],
  ])('%s', (source, token, message) => {
    const problems = checkExpression(source, scope)
    expect(problems.map((problem) => problem.message)).toEqual([message])
    const { position, length } = problems[0]!
    expect(source.slice(position, position + length)).toBe(token)
  })

  it('reports each of several, in the order of the text, once', () => {
    const found = checkExpression('(nme ?? adress.postcode) & nme', scope)
    expect(found.map(({ position, length }) => [position, length])).toEqual([
      [1, 3],
      [8, 6],
      [27, 3],
    ])
  })

  it('knows names of JavaScript objects as little as any other', () => {
    for (const name of ['toString', 'constructor', '__proto__', 'hasOwnProperty', 'valueOf'])
      expect(checkExpression(name, scope), name).toHaveLength(1)
  })
})

describe('text that is not an expression is explained', () => {
  it.each([
    ['', 'Write an expression.'],
    ['1 +', 'The expression ends too early.'],
    ['((name)', 'The expression ends before ‘)’.'],
    ['name)', '‘)’ cannot be understood here.'],
    ["name = 'open", 'A text in quotes is not closed.'],
    ['* / 2', 'A ‘/’ cannot stand here.'],
    ['name := 3', 'Only a name that begins with a dollar sign can be given a value with ‘:=’.'],
    ['$match(name, /(/)', 'A pattern between slashes is empty or not closed.'],
    ['$match(name, /[z-a]/)', 'This pattern between slashes cannot be read.'],
  ])('%j', (source, message) => {
    const problems = checkExpression(source, scope)
    expect(problems.map((problem) => problem.message)).toEqual([message])
    expect(problems[0]!.length).toBeGreaterThan(0)
    expect(problems[0]!.position).toBeLessThanOrEqual(source.length)
  })
})

describe('checking takes little time, whatever is handed in', () => {
  const nested = (times: number, wrap: (inner: string) => string) => {
    let source = 'name'
    for (let count = 0; count < times; count++) source = wrap(source)
    return source
  }
  it.each([
    ['defaults inside defaults, which the parser copies', nested(25, (inner) => `(${inner} ?? 1)`)],
    ['wide defaults inside defaults', nested(6, (inner) => `(${inner} ?: ${'1+'.repeat(1100)}1)`)],
    [
      'brackets hidden behind quotes inside a pattern',
      nested(25, (inner) => `($contains(name, /"/) ?? ${inner} ?? 1)`),
    ],
    ['ten thousand minus signs', `${'-'.repeat(10_000)}1`],
    ['ten thousand opening brackets', '('.repeat(10_000)],
    ['five thousand plus signs', `${'1+'.repeat(5_000)}1`],
    ['a hundred patterns', Array(100).fill('$contains(name, /(a{30}){30}/)').join(' or ')],
    ['a pattern of a thousand characters', `$contains(name, /${'a'.repeat(1000)}/)`],
    ['a megabyte', `${'1 '.repeat(500_000)}`],
  ])('%s', (_name, source) => {
    const start = performance.now()
    const problems = checkExpression(source, scope)
    expect(problems.length).toBeGreaterThan(0)
    expect(performance.now() - start).toBeLessThan(1_000)
  })

  it('sixty sums and a long table of conditions are not called deep', () => {
    expect(checkExpression(Array(60).fill('$total').join(' + '), scope)).toEqual([])
    const table = Array.from({ length: 60 }, (_, n) => `$total = ${n} ? ${n}`).join(' : ')
    expect(checkExpression(`${table} : 0`, scope)).toEqual([])
  })
})
