/** One function an officer may use: for checking calls, and for the editor's list. */
export interface OfferedFunction {
  name: string
  /** Fewest and most arguments. Where JSONata takes a missing first argument from the context, the fewest is one less. */
  least: number
  most: number
  /** How it is written, and what it gives, in plain words. */
  usage: string
  summary: string
  /** Index of the argument that may be a `function(…){…}`, and how many parameters that one may have. */
  lambda?: { at: number; parameters: number; optional?: boolean }
  /** Index of the argument that may be a `/pattern/`. */
  pattern?: number
  /** `same` = what goes in comes out (filtered, sorted, …); `lambda` = a list of what the function gives; `plain` = text, number, true or false. */
  gives: 'plain' | 'same' | 'lambda' | 'anything'
}

type Rest = Partial<Pick<OfferedFunction, 'lambda' | 'pattern' | 'gives'>>

function offer(
  least: number,
  most: number,
  usage: string,
  summary: string,
  rest: Rest = {},
): OfferedFunction {
  const name = usage.slice(1, usage.indexOf('('))
  return { name, least, most, usage, summary, gives: 'plain', ...rest }
}

const own = [
  offer(1, 1, '$fee(code)', 'the amount of a fee on the day, in pence'),
  offer(2, 3, "$percent(pence, percent, 'half-up')", 'a percentage of an amount, exact, in whole pence'),
  offer(1, 2, '$roundHalfUp(number, places)', 'a number rounded, halves away from zero'),
  offer(2, 2, '$band(value, table)', 'the pence (or value) of the first band whose upTo is not passed', {
    gives: 'anything',
  }),
  offer(0, 0, '$today()', 'the day, as YYYY-MM-DD'),
  offer(1, 1, '$age(date)', 'whole years from a date to the day'),
  offer(1, 1, '$daysUntil(date)', 'days from the day to a date; negative when it has passed'),
  offer(
    2,
    2,
    '$workingDaysBetween(from, to)',
    'working days (England and Wales) after the first date, up to and including the second',
  ),
]

const numbers = [
  offer(1, 1, '$sum(numbers)', 'the sum of a list'),
  offer(1, 1, '$count(list)', 'how many there are'),
  offer(1, 1, '$max(numbers)', 'the largest'),
  offer(1, 1, '$min(numbers)', 'the smallest'),
  offer(1, 1, '$average(numbers)', 'the average'),
  offer(0, 1, '$number(text)', 'a text read as a number'),
  offer(0, 1, '$abs(number)', 'the number without its sign'),
  offer(0, 1, '$floor(number)', 'rounded down'),
  offer(0, 1, '$ceil(number)', 'rounded up'),
  offer(
    0,
    2,
    '$round(number, places)',
    'rounded, halves to the even neighbour; $roundHalfUp is usual for money',
  ),
  offer(1, 2, '$power(number, exponent)', 'a number to a power'),
  offer(0, 1, '$sqrt(number)', 'the square root'),
  offer(1, 3, '$formatNumber(number, picture)', 'a number as text'),
  offer(0, 2, '$formatBase(number, base)', 'a whole number as text in another base'),
  offer(1, 2, '$formatInteger(number, picture)', 'a whole number as text'),
  offer(1, 2, '$parseInteger(text, picture)', 'a text read as a whole number'),
]

const texts = [
  offer(0, 2, '$string(value)', 'a value as text'),
  offer(0, 1, '$length(text)', 'how many characters'),
  offer(1, 3, '$substring(text, start, length)', 'a part of a text'),
  offer(1, 2, '$substringBefore(text, mark)', 'what stands before a mark'),
  offer(1, 2, '$substringAfter(text, mark)', 'what stands after a mark'),
  offer(0, 1, '$uppercase(text)', 'in capital letters'),
  offer(0, 1, '$lowercase(text)', 'in small letters'),
  offer(0, 1, '$trim(text)', 'without spaces at both ends'),
  offer(1, 3, '$pad(text, width, character)', 'filled up to a width of at most 1,000'),
  offer(1, 2, '$contains(text, part)', 'whether a part is in it', { pattern: 1 }),
  offer(1, 3, '$split(text, separator)', 'a list of the parts', { pattern: 1 }),
  offer(1, 2, '$join(texts, separator)', 'one text of a list'),
  offer(2, 4, '$replace(text, part, replacement)', 'with a part replaced', { pattern: 1 }),
  offer(1, 3, '$match(text, /pattern/)', 'what a pattern finds', { pattern: 1, gives: 'anything' }),
  offer(0, 1, '$base64encode(text)', 'as base64'),
  offer(0, 1, '$base64decode(text)', 'from base64'),
  offer(0, 1, '$encodeUrlComponent(text)', 'made safe for an address'),
  offer(0, 1, '$encodeUrl(text)', 'made safe for an address'),
  offer(0, 1, '$decodeUrlComponent(text)', 'from an address'),
  offer(0, 1, '$decodeUrl(text)', 'from an address'),
]

const listLambda = { at: 1, parameters: 3 }

const lists = [
  offer(2, 2, '$map(list, function($x){…})', 'a list made from each', {
    lambda: listLambda,
    gives: 'lambda',
  }),
  offer(2, 2, '$filter(list, function($x){…})', 'those for which it is true', {
    lambda: listLambda,
    gives: 'same',
  }),
  offer(1, 2, '$single(list, function($x){…})', 'the only one for which it is true', {
    lambda: { ...listLambda, optional: true },
    gives: 'same',
  }),
  offer(2, 3, '$reduce(list, function($a, $x){…}, start)', 'one value of a list', {
    lambda: { at: 1, parameters: 4 },
    gives: 'anything',
  }),
  offer(1, 2, '$sort(list, function($a, $b){…})', 'in order', {
    lambda: { at: 1, parameters: 2, optional: true },
    gives: 'same',
  }),
  offer(2, 2, '$sift(object, function($value, $key){…})', 'the parts for which it is true', {
    lambda: listLambda,
    gives: 'anything',
  }),
  offer(2, 2, '$each(object, function($value, $key){…})', 'a list made from each part', {
    lambda: listLambda,
    gives: 'anything',
  }),
  offer(1, 1, '$reverse(list)', 'the other way round', { gives: 'same' }),
  offer(1, 1, '$distinct(list)', 'without repeats', { gives: 'same' }),
  offer(2, 2, '$append(list, list)', 'two lists as one', { gives: 'anything' }),
  offer(1, 10, '$zip(list, list)', 'pairs of two lists', { gives: 'anything' }),
  offer(0, 1, '$keys(object)', 'the names of the parts'),
  offer(1, 2, '$lookup(object, name)', 'a part by its name', { gives: 'anything' }),
  offer(0, 1, '$spread(object)', 'one object for each part', { gives: 'anything' }),
  offer(1, 1, '$merge(objects)', 'several objects as one', { gives: 'anything' }),
]

const others = [
  offer(0, 1, '$not(value)', 'true when it is false'),
  offer(0, 1, '$boolean(value)', 'true or false'),
  offer(1, 1, '$exists(value)', 'whether there is an answer'),
  offer(1, 1, '$type(value)', 'the name of its type'),
  offer(0, 1, '$error(message)', 'stops with a message'),
  offer(1, 2, '$assert(condition, message)', 'stops with a message unless the condition is true'),
  offer(0, 2, '$now()', 'the start of the day, as a UTC time'),
  offer(0, 0, '$millis()', 'the start of the day, as UTC milliseconds'),
  offer(1, 2, '$toMillis(time, picture)', 'a time as milliseconds'),
  offer(1, 3, '$fromMillis(number, picture, timezone)', 'milliseconds as a time'),
]

/** Every function that may be called, by name without the dollar sign. */
export const offeredFunctions: ReadonlyMap<string, OfferedFunction> = new Map(
  [...own, ...numbers, ...texts, ...lists, ...others].map((offered) => [offered.name, offered]),
)

/** Built-in functions that exist in JSONata and are refused, with the reason. */
export const refusedFunctions: ReadonlyMap<string, string> = new Map([
  ['eval', 'An expression cannot run a text as another expression: ‘$eval’ is not offered.'],
  ['random', 'The same answers must always give the same result: ‘$random’ is not offered.'],
  ['shuffle', 'The same answers must always give the same result: ‘$shuffle’ is not offered.'],
  ['clone', 'Values never change here, so there is no need for ‘$clone’.'],
])
