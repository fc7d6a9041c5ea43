import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { type Diagnostic, linter } from '@codemirror/lint'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { element, html } from '../html.ts'
import { checkOnServer, type ExpressionProblem } from './check-request.ts'
import { hoverHelp } from './hover-help.ts'
import { jsonataLanguage } from './jsonata-language.ts'
import { createProblemList, type ProblemList } from './problem-list.ts'
import { completeFrom, type Vocabulary } from './vocabulary.ts'

/*
 * Makes a <textarea data-expression> an editor that colours, completes and marks errors. The textarea stays the form's
 * field and always holds the same text, so a form is sent, and a page works, the same way with and without this.
 *   data-check-url  where the text is checked; data-check-* (kind, line …) go along with it
 *   aria-label, or a <label for>  the editor's accessible name
 * Tab leaves the editor: nobody gets caught in it (WCAG 2.1.2).
 */

export interface ExpressionEditor {
  readonly view: EditorView
  /** Puts other text in, as if it had been typed. */
  replace(text: string): void
}

export function enhanceExpression(textarea: HTMLTextAreaElement, vocabulary: Vocabulary): ExpressionEditor {
  const problemsId = `${textarea.id}-problems`
  const frame = element(html`<div class="cf-expression"><div class="cf-expression__box"></div>
    <ul class="cf-expression__problems" id="${problemsId}" aria-live="polite"></ul></div>`)
  const box = frame.querySelector('.cf-expression__box') as HTMLElement
  const list = createProblemList(
    frame.querySelector('.cf-expression__problems') as HTMLElement,
    (position) => {
      view.dispatch({
        selection: { anchor: Math.min(position, view.state.doc.length) },
        scrollIntoView: true,
      })
      view.focus()
    },
  )
  const described = [textarea.getAttribute('aria-describedby'), problemsId].filter(Boolean).join(' ')
  const view = new EditorView({
    parent: box,
    state: EditorState.create({
      doc: textarea.value,
      extensions: [
        nonce(),
        replacingByOurselves,
        lineNumbers(),
        history(),
        bracketMatching(),
        closeBrackets(),
        jsonataLanguage,
        syntaxHighlighting(defaultHighlightStyle),
        colours,
        hoverHelp(vocabulary),
        autocompletion({ override: [completeFrom(vocabulary)], icons: false }),
        checking(textarea, list, (wrong) => {
          box.classList.toggle('cf-expression__box--wrong', wrong)
          view.contentDOM.setAttribute('aria-invalid', String(wrong))
        }),
        // No indentWithTab: Tab goes on to the next control.
        keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          'aria-label': nameOf(textarea),
          'aria-describedby': described,
          spellcheck: 'false',
          // Long expressions scroll: axe asks that whoever uses a keyboard can get in and move them.
          tabindex: '0',
        }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return
          textarea.value = update.state.doc.toString()
          textarea.dispatchEvent(new Event('input', { bubbles: true }))
        }),
      ],
    }),
  })
  // As tall as the text box it stands for, and growing with its text.
  view.scrollDOM.style.minHeight = `${textarea.rows * 24 + 20}px`
  hideSource(textarea, frame, view)
  return {
    view,
    replace: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } }),
  }
}

/** Contrast at least 4.5:1 on white for every colour (checked with axe). */
const colours = EditorView.theme({
  '.cm-gutters': { background: '#f4f5f7', color: '#505a5f', borderRight: '1px solid #d4d9df' },
  '.cm-activeLine': { background: 'transparent' },
  '.cm-tooltip': { border: '1px solid #505a5f', background: '#ffffff' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: '#1d4f91', color: '#ffffff' },
  '.cm-tooltip-autocomplete ul li': { padding: '4px 8px', minHeight: '24px' },
  '.cm-completionInfo': { fontFamily: 'arial, sans-serif', padding: '4px 8px' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy #ca3535 2px',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
  },
})

/**
 * Text typed over a selection is put in by the editor and not by the browser: Chromium would carry the old text's look over in a
 * style attribute, which the page's policy refuses with a message in the console.
 */
const replacingByOurselves = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection
    const text = event.data
    if (event.inputType !== 'insertText' || !text || main.empty || ranges.length > 1 || view.composing)
      return false
    event.preventDefault()
    const insert = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true })
    const handled = view.state
      .facet(EditorView.inputHandler)
      .some((handler) => handler(view, main.from, main.to, text, insert))
    if (!handled) view.dispatch(insert())
    return true
  },
})

function nonce() {
  const value = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content
  return value ? EditorView.cspNonce.of(value) : []
}

function checking(textarea: HTMLTextAreaElement, list: ProblemList, tell: (wrong: boolean) => void) {
  const { checkUrl, ...rest } = textarea.dataset
  if (!checkUrl) return []
  // data-check-line-code="…" goes to the server as lineCode.
  const question: Record<string, string> = {}
  for (const [name, value] of Object.entries(rest)) {
    if (name.startsWith('check') && value !== undefined)
      question[(name[5] ?? '').toLowerCase() + name.slice(6)] = value
  }
  let last: AbortController | undefined
  return linter(
    async (view) => {
      last?.abort()
      const control = new AbortController()
      last = control
      const source = view.state.doc.toString()
      try {
        const problems = await checkOnServer(checkUrl, source, question, control.signal)
        if (view.state.doc.toString() !== source) return []
        list.show(problems, source)
        tell(problems.length > 0)
        return problems.map((problem) => diagnostic(problem, source.length))
      } catch (error) {
        if (!control.signal.aborted) {
          console.info('An expression could not be checked', error)
          list.showUnchecked()
          tell(false)
        }
        return []
      }
    },
    { delay: 400, tooltipFilter: () => [] },
  )
}

function diagnostic({ message, position, length }: ExpressionProblem, end: number): Diagnostic {
  const from = Math.max(0, Math.min(position, end))
  const to = Math.min(end, from + Math.max(1, length))
  // At the very end there is nothing to underline: the last character stands for it.
  return { from: from === to ? Math.max(0, from - 1) : from, to, message, severity: 'error' }
}

function nameOf(textarea: HTMLTextAreaElement): string {
  return textarea.getAttribute('aria-label') ?? textarea.labels[0]?.textContent?.trim() ?? 'Rule'
}

/**
 * The textarea stays in the form but out of sight and out of the tab order; its label leads to the editor. Its id goes over to
 * the editor, because an error summary's link to something hidden leads nowhere.
 */
function hideSource(textarea: HTMLTextAreaElement, frame: HTMLElement, view: EditorView): void {
  textarea.after(frame)
  textarea.hidden = true
  textarea.classList.add('cf-expression__source')
  for (const label of textarea.labels) {
    label.addEventListener('click', (event) => {
      event.preventDefault()
      view.focus()
    })
  }
  view.contentDOM.id = textarea.id
  textarea.id = `${textarea.id}-source`
}
