import fc from 'fast-check'
import { expect, test } from 'vitest'
import { libraryForms } from '../../../form-schemas/library/index.ts'
import { parseDocument } from '../../../form-schemas/parse.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import type { Language } from '../../../form-schemas/words.ts'
import type { CompiledComponent, CompiledPage } from '../../../server/journey/index.ts'
import { createLog } from '../../../server/log.ts'
import { createAssets } from '../../../server/web/govuk/assets.ts'
import { createTemplates } from '../../../server/web/govuk/templates.ts'
import type { ResidentForm } from '../../../server/web/resident/index.ts'
import { heldFromAnswers } from '../../../server/web/resident/question-page/question-screen.ts'
import {
  createQuestionRenderer,
  type QuestionView,
} from '../../../server/web/resident/question-page/render-questions.ts'
import { cutSkeleton, escapeHtml, type Held } from '../../../server/web/resident/skeleton.ts'
import { everyQuestion, published } from './every-question.ts'

const warnings: string[] = []
const log = createLog('warn', { write: (line) => void warnings.push(line) })
const templates = createTemplates(createAssets())
let rendered = 0
const counting = {
  render(name: string, context: object) {
    rendered++
    return templates.render(name, context)
  },
}
const renderer = createQuestionRenderer({ templates: counting, log })

interface Screen {
  form: ResidentForm
  page: CompiledPage
  components: CompiledComponent[]
  isItem: boolean
}

function screensOf(form: ResidentForm): Screen[] {
  return form.compiled.pages.map((page) => {
    const components = page.list ? page.list.item.components : page.components
    return { form, page, components, isItem: page.kind === 'list' }
  })
}

const screens = [
  ...screensOf(published(everyQuestion(), 'live')),
  ...screensOf(published(everyQuestion(), 'test')),
  ...libraryForms().flatMap(({ document }) => screensOf(published(document))),
]

type Channel = QuestionView['screen']['channel']
const channels: Channel[] = ['online', 'telephone', 'counter']

function viewOf(
  screen: Screen,
  language: Language,
  held: Held,
  detail: string,
  channel: Channel = 'online',
): QuestionView {
  return {
    form: screen.form,
    held,
    backHref: `/exampleshire/${detail}`,
    ...(screen.isItem && { itemName: `Item ${detail}`, seen: detail }),
    screen: {
      slug: screen.page.slug,
      title: screen.page.title,
      displayed: screen.components,
      language,
      channel,
      isItem: screen.isItem,
    },
  }
}

const hostile = fc.constantFrom(
  '',
  '0',
  'null',
  '"',
  "'",
  '<script>alert(1)</script>',
  '&amp;',
  '\\',
  '`',
  '\ue000\ue001',
  '$&$1$$',
  '{{ 7 * 7 }}{% raw %}',
  ' checked',
  ' value="x"',
  '</textarea><h1>',
  'é 👩‍👩‍👧 \u202e',
)
const lineText = fc.oneof(
  hostile,
  fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, '')),
)
const blockText = fc.oneof(
  lineText,
  fc.array(lineText).map((lines) => lines.join('\n')),
)

/** What a field might hold: as typed, so not only what would pass its checks. */
function heldFor(screen: Screen): fc.Arbitrary<Held> {
  const fields = screen.components.flatMap(({ asks, type, component }) =>
    asks ? type.fields(component).map((field) => ({ ...field, block: type.type === 'textarea' })) : [],
  )
  const arbitraries = fields.map((field): fc.Arbitrary<[string, string | string[] | undefined]> => {
    const value: fc.Arbitrary<string | string[]> = !field.options
      ? field.block
        ? blockText
        : lineText
      : field.multiple
        ? fc.subarray(field.options)
        : fc.constantFrom(...field.options, '', 'none of them')
    return fc.option(value, { nil: undefined }).map((held) => [field.name, held])
  })
  return fc
    .tuple(...arbitraries)
    .map((entries) => Object.fromEntries(entries.filter(([, held]) => held !== undefined)) as Held)
}

test('the document with every question is one that an officer could publish', () => {
  const parsed = parseDocument(JSON.parse(JSON.stringify(everyQuestion())))
  // Hostile labels are refused by the gate; they are here only to be rendered.
  const problems = parsed.ok
    ? []
    : parsed.problems.filter(
        ({ pointer }) => !pointer.endsWith('/label/en') && !pointer.endsWith('/label/cy'),
      )
  expect(problems).toEqual([])
  const shown = new Set(screens.flatMap((screen) => screen.components.map(({ component }) => component.type)))
  expect([...Object.keys(questionTypes)].filter((type) => type !== 'editgrid' && !shown.has(type))).toEqual(
    [],
  )
})

test('a filled skeleton is byte for byte the page that the macros give', () => {
  const languages: Language[] = ['en', 'cy']
  for (const screen of screens) {
    for (const language of languages) {
      fc.assert(
        fc.property(heldFor(screen), lineText, fc.constantFrom(...channels), (held, detail, channel) => {
          const view = viewOf(screen, language, held, detail, channel)
          expect(renderer.fill(view)).toBe(renderer.render(view, []))
        }),
        { numRuns: 12 },
      )
    }
  }
  expect(warnings).toEqual([])
}, 120_000)

test('a page that an officer fills in says so, and the resident’s own page of the same form does not', () => {
  const screen = screens.find(({ page }) => page.slug === 'textfield-page')!
  const says = /filling in this form for|llenwi’r ffurflen hon ar ran/
  // In an order in which a skeleton kept for one could be given to another.
  for (const channel of ['telephone', 'online', 'counter', 'online', 'telephone'] as const) {
    for (const language of ['en', 'cy'] as const) {
      const html = renderer.fill(viewOf(screen, language, {}, 'x', channel))
      if (channel === 'online') expect(html).not.toMatch(says)
      else {
        expect(html).toMatch(says)
        expect(html).toContain('href="/officer/assisted"')
      }
    }
  }
  expect(renderer.fill(viewOf(screen, 'en', {}, 'x', 'telephone'))).toContain('for a caller')
  expect(renderer.fill(viewOf(screen, 'en', {}, 'x', 'counter'))).toContain('for somebody at the counter')
})

test('stored answers of every shape fill the page as the macros would', () => {
  for (const screen of screens) {
    for (let n = 0; n < 3; n++) {
      const answers = Object.fromEntries(
        screen.components
          .filter(({ asks }) => asks)
          .map(({ key, type, component }) => [key, n === 0 ? null : type.sample(component, n)]),
      )
      const view = viewOf(screen, 'en', heldFromAnswers(screen.components, answers), String(n))
      const filled = renderer.fill(view)
      expect(filled).toBe(renderer.render(view, []))
    }
  }
})

test('once cut, a page is filled without calling a macro again', () => {
  const fillAll = (detail: string) => {
    for (const screen of screens) {
      for (const channel of channels) renderer.fill(viewOf(screen, 'en', {}, detail, channel))
    }
  }
  fillAll('warm')
  rendered = 0
  fillAll('x')
  expect(rendered).toBe(0)
})

test('several lines in an input of one line take the long way, and still agree', () => {
  const screen = screens.find(({ page }) => page.slug === 'textfield-page')!
  const view = viewOf(screen, 'en', { textfieldAlone: 'one\ntwo' }, 'x')
  renderer.fill(viewOf(screen, 'en', {}, 'x'))
  rendered = 0
  expect(renderer.fill(view)).toBe(renderer.render(view, []))
  expect(rendered).toBe(2)
})

test('a page whose inputs cannot all be found is not cut', () => {
  const parts = { textFields: ['a'], options: [{ field: 'b', value: '1' }], details: [] }
  const whole = (held: Held, choose: string) =>
    `<input${held.a ? ` value="${held.a}"` : ''}><input value="1"${choose === 'all' ? ' checked' : ''}> checked`
  expect(cutSkeleton({ ...parts, render: whole })).toBeDefined()
  expect(cutSkeleton({ ...parts, render: (_held, choose) => whole({}, choose) })).toBeUndefined()
  expect(cutSkeleton({ ...parts, render: (held) => whole(held, 'none') })).toBeUndefined()
  expect(
    cutSkeleton({ ...parts, render: (held, choose) => whole(held, choose) + String(held.a ?? '').length }),
  ).toBeUndefined()
})

test('text is escaped as Nunjucks escapes it', () => {
  expect(escapeHtml(`<a href="x" title='y'>&\\`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&#92;',
  )
  expect(escapeHtml('<') + escapeHtml('<')).toBe('&lt;&lt;')
})
