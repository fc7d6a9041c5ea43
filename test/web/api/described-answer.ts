import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

interface Description {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >
  components: object
}

/**
 * Holds every answer of the API against its own description: an answer that the OpenAPI document does not describe fails
 * the test that asked for it.
 */
export function answerChecker(description: Description) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addSchema({ components: description.components }, 'api')
  const compiled = new Map<string, ValidateFunction>()
  const paths = Object.keys(description.paths).map((path) => ({
    path,
    pattern: new RegExp(`^/api${path.replace(/\{\w+\}/g, '[^/]+')}$`),
  }))

  return (method: string, url: string, status: number, contentType: string, json: unknown): void => {
    const { pathname } = new URL(url, 'http://localhost')
    const found = paths.find(({ pattern }) => pattern.test(pathname))
    const operation = found && description.paths[found.path]![method.toLowerCase()]
    // What is no route is answered with a problem that no route describes.
    if (!found || !operation) return
    const schema = operation.responses[status]?.content?.[contentType]?.schema
    const at = `${method} ${found.path} ${status} ${contentType}`
    if (!schema) throw new Error(`${at} is not described`)
    const validate = compiled.get(at) ?? ajv.compile(rooted(schema))
    compiled.set(at, validate)
    if (!validate(json)) throw new Error(`${at} is not as described: ${ajv.errorsText(validate.errors)}`)
  }
}

/** References in the description start at its own root; here that is the schema called `api`. */
function rooted(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'))
}
