import type { Locator, Page } from 'playwright-core'
import type { Answer } from '../../../form-schemas/answers.ts'
import type { Component } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import { pngLogo } from '../../people/a-brand.ts'
import { pressOn, tabTo, typeInto } from '../../support/keyboard.ts'

/** Gives this answer with the keys of a keyboard alone, whatever inputs the type has. Choosing a file is the browser's own dialog. */
export async function fillByKeyboard(page: Page, component: Component, answer: Answer): Promise<void> {
  const type = questionType(component.type)
  if (type.sendsFiles) {
    await tabTo(page, page.locator(`#${component.key}`))
    const file = { name: 'plan.png', mimeType: 'image/png', buffer: Buffer.from(pngLogo()) }
    await page.locator(`#${component.key}`).setInputFiles(file)
    return
  }
  for (const [name, held] of Object.entries(type.values(component, answer))) {
    for (const value of [held].flat()) {
      if (value !== '') await fillInput(page, page.locator(`main [name="${name}"]:not([type=hidden])`), value)
    }
  }
}

async function fillInput(page: Page, inputs: Locator, value: string): Promise<void> {
  const first = inputs.first()
  const folded = first.locator('xpath=ancestor::details[not(@open)]')
  if ((await folded.count()) > 0) await pressOn(page, folded.locator('summary'))
  const { tag, type } = await first.evaluate((one) => ({
    tag: one.tagName,
    type: (one as HTMLInputElement).type,
  }))
  if (tag === 'SELECT') return chooseInList(page, first, value)
  if (type === 'checkbox') {
    await tabTo(page, inputs.and(page.locator(`[value="${value}"]`)))
    await page.keyboard.press('Space')
  } else if (type === 'radio') {
    await tabTo(page, first)
    await page.keyboard.press('Space')
    await press(page, 'ArrowDown', () => inputs.and(page.locator(':checked')).getAttribute('value'), value)
  } else await typeInto(page, first, value)
}

async function chooseInList(page: Page, list: Locator, value: string): Promise<void> {
  const label = (await list.locator(`option[value="${value}"]`).textContent())!.trim()
  if (await list.isVisible()) {
    await tabTo(page, list)
    return press(page, 'ArrowDown', () => list.inputValue(), value)
  }
  // One that can be searched has an input in front of it.
  const id = (await list.getAttribute('id'))!.replace(/-select$/, '')
  await typeInto(page, page.locator(`#${id}`), label)
  await page.locator(`#${id}__option--0`).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
}

async function press(page: Page, key: string, now: () => Promise<string | null>, wanted: string) {
  for (let presses = 0; presses < 50; presses++) {
    if ((await now()) === wanted) return
    await page.keyboard.press(key)
  }
  throw new Error(`${key} does not lead to ${wanted}`)
}
