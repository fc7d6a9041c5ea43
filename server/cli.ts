#!/usr/bin/env node
import { runCommandLine } from './cli/command-line.ts'

const code = await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
})
// A pipe may still hold part of a long document: the process ends when it has been read.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
