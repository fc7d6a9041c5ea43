import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import ajvFormats from 'ajv-formats'
import { RE2JS } from 're2js'
import type { Problem } from '../../form-schemas/problem.ts'
import { refuseCostlySchema } from './schema-limits.ts'

/** What is wrong with an output, at a JSON pointer into the output, in plain words. */
export interface OutputProblem extends Problem {
  kind: 'missing' | 'extra' | 'wrong-type' | 'wrong-value'
}

type JsonSchema = Record<string, unknown>

/** Officers' `pattern`s run here and not in the sandbox, so they run on RE2, which takes linear time whatever they say. */
const linearRegExp = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern)
    return {
      test: (text: string) => compiled.matcher(text).find(),
      // ajv keeps patterns by this text. Without it every pattern would be the first one, of the meta-schema, which matches anything.
      toString: () => pattern,
    }
  },
  { code: 'new RegExp' },
)

function compile(schema: JsonSchema): ValidateFunction {
  const costly = refuseCostlySchema(schema)
  if (costly) throw new Error(costly)
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    validateSchema: true,
    addUsedSchema: false,
    logger: false,
    code: { regExp: linearRegExp },
  })
  // The package is CommonJS: its function is both the module and its `default`.
  ;(ajvFormats as unknown as typeof ajvFormats.default)(ajv)
  return ajv.compile(schema)
}

/** Compiled validators by the text of their schema. Documents are parsed anew often; the same few schemas come again and again. */
const compiled = new Map<string, ValidateFunction>()
const keptAtMost = 200

function validatorOf(schema: JsonSchema): ValidateFunction {
  const text = JSON.stringify(schema)
  const known = compiled.get(text)
  if (known) return known
  const validate = compile(schema)
  if (compiled.size >= keptAtMost) compiled.delete(compiled.keys().next().value!)
  compiled.set(text, validate)
  return validate
}

/** Why a schema cannot be used, in plain words, or undefined when it can. */
export function schemaProblem(schema: JsonSchema): string | undefined {
  try {
    validatorOf(schema)
    return undefined
  } catch (error) {
    return `This is not a JSON Schema that we can use: ${(error as Error).message}`
  }
}

/**
 * Compares an output with its JSON Schema (2020-12, with formats). No schema = nothing to compare.
 * A schema that cannot be used is a problem of the whole output: nothing is sent unchecked.
 */
export function checkOutput(schema: JsonSchema | undefined, output: unknown): OutputProblem[] {
  if (schema === undefined) return []
  const unusable = schemaProblem(schema)
  if (unusable) return [{ pointer: '', kind: 'wrong-value', message: unusable }]
  const validate = validatorOf(schema)
  if (validate(output)) return []
  return (validate.errors ?? []).slice(0, 50).map((error) => inPlainWords(error, output))
}

const typeWords: Record<string, string> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  object: 'a group of fields',
  array: 'a list',
  null: 'nothing (null)',
}

function inPlainWords(error: ErrorObject, output: unknown): OutputProblem {
  const at = error.instancePath
  const name = at === '' ? 'The output' : `‘${at.slice(1)}’`
  const params = error.params as Record<string, unknown>
  switch (error.keyword) {
    case 'required':
    case 'dependentRequired': {
      const missing = `${at}/${escapePointer(String(params.missingProperty))}`
      return { pointer: missing, kind: 'missing', message: `‘${missing.slice(1)}’ is missing` }
    }
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const extraName = String(params.additionalProperty ?? params.unevaluatedProperty)
      const extra = `${at}/${escapePointer(extraName)}`
      return { pointer: extra, kind: 'extra', message: `‘${extra.slice(1)}’ is not expected` }
    }
    case 'type': {
      const expected = [params.type].flat().map((type) => typeWords[String(type)] ?? String(type))
      const message = `${name} must be ${expected.join(' or ')}, and is ${kindOf(valueAt(output, at))}`
      return { pointer: at, kind: 'wrong-type', message }
    }
    case 'enum': {
      const values = (params.allowedValues as unknown[]).map((value) => JSON.stringify(value)).join(', ')
      return { pointer: at, kind: 'wrong-value', message: `${name} must be one of ${values}` }
    }
    case 'const':
      return {
        pointer: at,
        kind: 'wrong-value',
        message: `${name} must be ${JSON.stringify(params.allowedValue)}`,
      }
    case 'format':
      return {
        pointer: at,
        kind: 'wrong-value',
        message: `${name} is not written as ${String(params.format)}`,
      }
    case 'pattern':
      return {
        pointer: at,
        kind: 'wrong-value',
        message: `${name} does not have the form ${String(params.pattern)}`,
      }
    default:
      return { pointer: at, kind: 'wrong-value', message: `${name} ${error.message ?? 'does not match'}` }
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'not there'
  if (value === null) return typeWords.null!
  return typeWords[Array.isArray(value) ? 'array' : typeof value] ?? typeof value
}

function valueAt(output: unknown, pointer: string): unknown {
  let value = output
  for (const part of pointer.split('/').slice(1)) {
    if (value === null || typeof value !== 'object') return undefined
    value = (value as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')]
  }
  return value
}

function escapePointer(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}
