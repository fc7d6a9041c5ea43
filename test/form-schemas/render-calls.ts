import nunjucks from 'nunjucks'
import type { MacroCall } from '../../form-schemas/questions/question-type.ts'

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader('node_modules/govuk-frontend/dist'),
  {
    autoescape: true,
  },
)

/** The macro calls of a question through govuk-frontend's own templates; children first, as the parent's html. */
export function renderCalls(calls: MacroCall[]): string {
  return calls.map(renderCall).join('\n')
}

function renderCall({ macro, params, children }: MacroCall): string {
  if (macro === 'content') return String(params.html)
  const folder = macro
    .replace(/^govuk/, '')
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
  const given = children ? { ...params, html: renderCalls(children) } : params
  const source = `{% from "govuk/components/${folder}/macro.njk" import ${macro} %}{{ ${macro}(params) }}`
  return environment.renderString(source, { params: given })
}
