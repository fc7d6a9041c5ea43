import { StreamLanguage, type StringStream } from '@codemirror/language'

/*
 * JSONata, coloured token by token. Only what colours need: whether an expression is right is the server's to say, which
 * is also why the jsonata library itself is not in this bundle.
 */

interface State {
  inComment: boolean
}

const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function', 'λ'])

function token(stream: StringStream, state: State): string | null {
  if (state.inComment || stream.match('/*')) return comment(stream, state)
  if (stream.eatSpace()) return null
  const next = stream.next() as string
  if (next === '"' || next === "'") return text(stream, next)
  if (next === '`') {
    stream.skipTo('`')
    stream.next()
    return 'propertyName'
  }
  if (/[0-9]/.test(next)) {
    stream.match(/^[0-9]*(\.[0-9]+)?([eE][-+]?[0-9]+)?/)
    return 'number'
  }
  if (next === '$') {
    stream.eatWhile(/[\w$]/)
    return stream.match(/^\s*\(/, false) ? 'variableName.function' : 'variableName'
  }
  if (/[A-Za-z_λ]/.test(next)) {
    stream.eatWhile(/\w/)
    return words.has(stream.current()) ? 'keyword' : 'propertyName'
  }
  stream.match(/^(:=|!=|<=|>=|~>|\.\.|\*\*|\?:|\?\?)/)
  return /[[\](){}]/.test(next) ? 'bracket' : 'operator'
}

function comment(stream: StringStream, state: State): string {
  state.inComment = !stream.match(/^.*?\*\//)
  if (state.inComment) stream.skipToEnd()
  return 'comment'
}

function text(stream: StringStream, quote: string): string {
  while (!stream.eol()) {
    const next = stream.next()
    if (next === '\\') stream.next()
    else if (next === quote) break
  }
  return 'string'
}

export const jsonataLanguage = StreamLanguage.define<State>({
  name: 'jsonata',
  startState: () => ({ inComment: false }),
  token,
  languageData: {
    commentTokens: { block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', '"', "'"] },
  },
})
