import type { Component, FormDocument } from '../../form-schemas/document.ts'
import { htmlProblem } from '../../form-schemas/html-allow-list.ts'
import { questionTypes } from '../../form-schemas/questions/index.ts'
import type { Words } from '../../form-schemas/words.ts'
import { componentWords, documentWords, type WordPath } from '../../server/forms/word-fields.ts'
import { xssCorpus } from '../support/xss-corpus.ts'

/** How many of the corpus are typed on one page. */
const typedOnAPage = 50

/** A form with a question of one line for each payload, to be answered with it, and then every type of question there is. */
export function innocentForm(): FormDocument {
  const starters = Object.values(questionTypes)
    .filter(({ silent }) => !silent)
    .map((type) => structuredClone(type.designer.starter))
  const kinds = starters
    .filter(({ type }) => type !== 'editgrid')
    .map((one) => ({ ...one, key: `${one.type}Kind`, ...(one.type === 'textarea' && roomy) }))
  const pages = inGroups(
    xssCorpus.map((_, n) => oneLine(n)),
    typedOnAPage,
  )
  return {
    format: 'counterfoil/1',
    slug: 'poisoned',
    title: 'Words',
    sections: [{ key: 'all', title: 'All of it' }],
    definition: {
      display: 'wizard',
      components: [
        ...pages.map((group, n) => page(`typed${n}`, group)),
        ...inGroups(kinds, 8).map((group, n) => page(`kinds${n}`, group)),
        page('listPage', [
          {
            type: 'editgrid',
            key: 'listKind',
            label: 'List',
            itemLabel: 'item',
            components: [oneLine(0)],
            validate: { required: true, maxLength: 1 },
          },
        ]),
        page('sendTo', [{ type: 'email', key: 'email', label: 'Email', validate: { required: true } }]),
      ],
    },
    pricing: {
      fees: {},
      define: [{ name: 'answered', value: '300', label: 'Answered' }],
      lines: inGroups([...xssCorpus], typedOnAPage).map((_, n) => ({
        code: `line${n}`,
        label: `Line ${n}`,
        amount: '100',
        vat: 'standard',
        fund: 'XS',
        ledger: 'R1',
      })),
      tests: [{ name: 'Always', answers: {}, on: '2026-11-22', total: 600 }],
    },
    payment: { gateway: 'card', description: 'Words', reference: 'XS-{reference}' },
    notifications: [
      {
        id: 'words',
        on: 'completed',
        channel: 'email',
        to: { question: 'email' },
        subject: 'Words',
        text: 'Words',
      },
    ],
    confirmation: { whatHappensNext: 'Nothing' },
    settings: { contact: 'Nobody', declaration: 'True', saveAndReturn: true },
  }
}

const roomy = { validate: { required: true, maxLength: 20_000 } }

function page(key: string, components: Component[]) {
  return { type: 'panel' as const, key, title: `Page ${key}`, section: 'all', components }
}

function oneLine(n: number): Component {
  return {
    type: 'textfield',
    key: `t${n}`,
    label: `Question ${n}`,
    validate: { required: true, maxLength: 1000 },
  }
}

function inGroups<T>(all: T[], size: number): T[][] {
  return all.length === 0 ? [] : [all.slice(0, size), ...inGroups(all.slice(size), size)]
}

/**
 * The form as it would be if somebody had got past the door that refuses markup in words: every place for words that there is holds
 * what `next` gives, also those that the form left empty. HTML of content keeps to what the door lets in, which is checked there.
 */
export function poisoned(innocent: FormDocument, next: (question?: string) => Words): FormDocument {
  const document = structuredClone(innocent)
  for (const path of documentWords()) put(document, path, () => next())
  for (const component of componentsOf(document.definition.components)) {
    for (const path of componentWords(component.type)) put(component, path, () => next(component.key))
  }
  return document
}

function componentsOf(components: Component[]): Component[] {
  return components.flatMap((one) => [one, ...componentsOf(one.components ?? [])])
}

/** Parts that more than words hang on: a look-up of nothing would be looked up. */
const leftEmpty = new Set(['lookup', 'closedMessage', 'useLimits', 'conditions'])

function put(owner: object, [part, ...rest]: WordPath, next: () => Words): void {
  const held = owner as Record<string, unknown>
  if (part === undefined || leftEmpty.has(part)) return
  if (part === '*') {
    for (const one of Array.isArray(owner) ? owner : []) put(one, rest, next)
  } else if (part === 'html') {
    held.html = harmlessProse(String(held.html))
  } else if (rest.length === 0) {
    held[part] = next()
  } else if (held[part] !== undefined || rest[0] !== '*') {
    held[part] ??= {}
    put(held[part] as object, rest, next)
  }
}

/** What of the corpus the door of content lets in, behind what was there: it must be as harmless as the rest. */
export const prosePayloads = xssCorpus.filter((payload) => htmlProblem(payload) === undefined)

function harmlessProse(html: string): string {
  return `${html}${prosePayloads.join(' ')}`
}
