import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'

export const root = resolve(import.meta.dirname, '../..')

/** Every TypeScript file of a folder, as paths from the project's root. */
export function sourceFiles(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[])
      .filter((name) => name.endsWith('.ts') && !name.includes('dist/') && !name.includes('node_modules/'))
      .map((name) => join(folder, name)),
  )
}

export function readSource(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

/** What a file imports of ours, as paths from the project's root; type-only imports are marked. */
export function importsOf(path: string): { path: string; typeOnly: boolean }[] {
  const found: { path: string; typeOnly: boolean }[] = []
  for (const match of readSource(path).matchAll(
    /^\s*(?:import|export)\s+(type\s+)?[^'"]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)|^import '(\.[^']+)'/gm,
  )) {
    const target = match[2] ?? match[3] ?? match[4]!
    found.push({
      path: relative(root, resolve(join(root, dirname(path)), target)),
      typeOnly: Boolean(match[1]),
    })
  }
  return found
}
