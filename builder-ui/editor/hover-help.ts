import { hoverTooltip } from '@codemirror/view'
import { element, html } from '../html.ts'
import type { Vocabulary } from './vocabulary.ts'

/** What a name in an expression stands for. */
export interface NameHelp {
  from: number
  to: number
  title: string
  help: string
}

const kinds: Record<string, string> = {
  text: 'text',
  number: 'a number',
  pence: 'money, in pence',
  boolean: 'true or false',
  date: 'a date, such as "2026-04-01"',
  choice: 'one of its answers',
  choices: 'a list of the chosen answers',
  list: 'a list',
  object: 'an answer with parts',
}

/** The help for the name at a place in an expression; undefined where there is none, as inside a text. */
export function helpAt(source: string, at: number, vocabulary: Vocabulary): NameHelp | undefined {
  for (const match of source.matchAll(
    /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\/\*[\s\S]*?\*\/|\$?[A-Za-z_][\w.]*/g,
  )) {
    const from = match.index
    const to = from + match[0].length
    if (at < from || at > to) continue
    if (/^["'/]/.test(match[0])) return undefined
    const found = helpFor(match[0], vocabulary)
    return found && { from, to, ...found }
  }
  return undefined
}

function helpFor(name: string, { questions, functions, variables = [] }: Vocabulary) {
  if (!name.startsWith('$')) {
    const question = questions.find(({ path }) => path === name)
    if (!question) return undefined
    const kind = kinds[question.kind ?? '']
    return {
      title: question.label || name,
      help: kind ? `The answer: ${kind}.` : 'The answer to this question.',
    }
  }
  const plain = name.slice(1)
  // A value that is named like a function takes its place.
  const variable = variables.find((one) => one.name === plain)
  if (variable) return { title: name, help: variable.label || 'A value that is worked out above.' }
  const offered = functions.find((one) => one.name === plain)
  return offered && { title: offered.signature ?? name, help: `Gives ${offered.help ?? 'a value'}.` }
}

/** Shows what a name means while the pointer rests on it. With the keyboard the list of completions says the same. */
export function hoverHelp(vocabulary: Vocabulary) {
  return hoverTooltip((view, position) => {
    const found = helpAt(view.state.doc.toString(), position, vocabulary)
    if (!found) return null
    return {
      pos: found.from,
      end: found.to,
      above: true,
      create: () => ({
        dom: element(
          html`<div class="cf-expression__help"><strong>${found.title}</strong><br>${found.help}</div>`,
        ),
      }),
    }
  })
}
