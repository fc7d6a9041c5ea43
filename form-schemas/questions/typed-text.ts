import type { Component } from '../document.ts'
import type { Language } from '../words.ts'
import { type ErrorWords, errorMessage } from './error-words.ts'
import type { FieldError, Posted } from './question-type.ts'

/** Control, bidirectional-override and other invisible characters: nobody types them, and they hide what a text says. */
const invisible =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g

/** What was typed into one line: composed (NFC), without invisible characters, single spaces, trimmed. */
export function typedLine(posted: Posted, name: string): string {
  return cleanLine(posted.get(name) ?? '')
}

export function cleanLine(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\s/g, ' ')
    .replace(invisible, '')
    .replace(/ {2,}/g, ' ')
    .trim()
}

/** What was typed into several lines: as `typedLine`, but line ends are kept, as LF. */
export function typedLines(posted: Posted, name: string): string {
  return (posted.get(name) ?? '')
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, ' ')
    .replace(invisible, '')
    .trim()
}

/** Characters as people count them, near enough: code points, so that an emoji is one or a few and not two for each. */
export function characters(text: string): number {
  return [...text].length
}

export function fieldError(
  component: Component,
  template: ErrorWords,
  language: Language,
  limit: string | number = '',
  field = component.key,
): FieldError {
  return { field, message: errorMessage(component, template, language, limit) }
}

/** Errors are found under the question's own names; on a page that gives names a prefix they carry it too. */
export function withPrefix(errors: FieldError[], prefix: string): FieldError[] {
  return prefix === '' ? errors : errors.map((error) => ({ ...error, field: prefix + error.field }))
}

export function isRequired(component: Component): boolean {
  return component.validate?.required === true
}
