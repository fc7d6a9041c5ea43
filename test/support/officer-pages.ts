import type { Locator, Page } from 'playwright-core'

/** What an officer does, by what the screens say. */
export async function signIn(page: Page, baseUrl: string, email: string, password: string): Promise<void> {
  await page.goto(`${baseUrl}/officer`)
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

export async function choosePassword(page: Page, oneTime: string, chosen: string): Promise<void> {
  await page.getByLabel('One-time password', { exact: true }).fill(oneTime)
  await page.getByLabel('New password', { exact: true }).fill(chosen)
  await page.getByRole('button', { name: 'Save password' }).click()
}

export async function openDesigner(page: Page, baseUrl: string, slug: string): Promise<void> {
  await page.goto(`${baseUrl}/officer/forms/${slug}/design`)
  await page.waitForSelector('#designer[data-ready]')
}

/** Drag libraries begin only after some small movements, and need a moment over the target. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded()
  const [source, target] = [await from.boundingBox(), await to.boundingBox()]
  if (!source || !target) throw new Error('There is nothing to drag')
  const start = { x: source.x + 60, y: source.y + 12 }
  await page.mouse.move(start.x, start.y)
  await page.mouse.down()
  await page.mouse.move(start.x - 15, start.y, { steps: 5 })
  await page.mouse.move(target.x + 60, target.y + 12, { steps: 12 })
  await page.waitForTimeout(200)
  await page.mouse.up()
}

/** Presses Save and gives what the bar says when it was answered: "Saved at 10:42", or why not. */
export async function saveDesign(page: Page): Promise<string> {
  const state = page.locator('.cf-designer__state')
  await page.getByRole('button', { name: 'Save now', exact: true }).click()
  await page.waitForFunction(() => document.querySelector('.cf-designer__state')?.textContent !== 'Saving')
  return (await state.textContent()) ?? ''
}

/** Replaces the text of an expression editor; `editor` is its textbox. */
export async function typeExpression(page: Page, editor: Locator, source: string): Promise<void> {
  await editor.click()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(source)
}

export async function publish(page: Page, baseUrl: string, slug: string, note: string): Promise<void> {
  await page.goto(`${baseUrl}/officer/forms/${slug}/publish`)
  await page.getByLabel('What changed?').fill(note)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
}
