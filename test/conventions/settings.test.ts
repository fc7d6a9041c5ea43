import { describe, expect, test } from 'vitest'
import { readConfig, settingNames } from '../../server/config.ts'
import { readSource, sourceFiles } from './source-files.ts'

describe('settings', () => {
  test('only config.ts reads the environment', () => {
    const reading = sourceFiles('server', 'form-schemas', 'builder-ui').filter((file) =>
      /process\.env/.test(readSource(file)),
    )
    expect(reading).toEqual(['server/config.ts'])
  })

  test.each(settingNames)('%s is in the README', (name) => {
    expect(readSource('README.md')).toContain(`\`${name}\``)
  })

  test('all that are wrong are reported at once', () => {
    expect(() => readConfig({ PORT: 'many', LOG_LEVEL: 'loud', BASE_URL: 'nowhere' })).toThrow(
      /PORT[\s\S]*BASE_URL[\s\S]*LOG_LEVEL/,
    )
  })

  test('PostgreSQL needs a key that outlives the machine', () => {
    expect(() => readConfig({ DATABASE_URL: 'postgres://x' })).toThrow(/SECRET_KEY/)
  })

  test('an empty setting is a missing setting', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' }).port).toBe(3000)
  })
})
