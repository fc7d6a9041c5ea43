/**
 * `npm run screenshots`: drives a fresh server in Chromium and writes the pictures of the README. Made by this script only.
 */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { launch } from './browser.ts'
import { choosePassword, openDesigner, signIn } from './officer-pages.ts'
import { fillBulkyWaste } from './resident-pages.ts'
import { startServer } from './server.ts'

const folder = resolve(import.meta.dirname, '../../docs')
const password = 'correct otter battery staple'
mkdirSync(folder, { recursive: true })

const server = await startServer({})
const browser = await launch()
try {
  const resident = await browser.newPage({ viewport: { width: 900, height: 900 } })
  await fillBulkyWaste(resident, `${server.baseUrl}/exampleshire/bulky-waste`, {
    applicant: 'The resident',
    items: [
      { item: 'Bookcase', quantity: 2 },
      { item: 'Mattress', quantity: 2 },
    ],
  })
  await resident.getByText('Why this price').click()
  await resident.screenshot({ path: join(folder, 'check-your-answers.png'), fullPage: true })

  const officer = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const email = 'officer@exampleshire.example'
  await signIn(officer, server.baseUrl, email, server.oneTimePassword())
  await choosePassword(officer, server.oneTimePassword(), password)
  await officer.waitForURL('**/officer/forms')
  await officer.goto(`${server.baseUrl}/officer/forms/new`)
  await officer.screenshot({ path: join(folder, 'gallery.png') })
  await openDesigner(officer, server.baseUrl, 'bulky-waste')
  await officer.getByRole('button', { name: 'How we can contact you' }).click()
  await officer.mouse.move(0, 0)
  await officer.evaluate(() => scrollTo(0, 0))
  await officer.screenshot({ path: join(folder, 'designer.png') })
  await officer.goto(`${server.baseUrl}/officer/forms/street-trading-licence/map`)
  await officer.screenshot({ path: join(folder, 'form-map.png') })
  await openDesigner(officer, server.baseUrl, 'street-trading-licence')
  await officer.getByRole('button', { name: 'Conditions', exact: true }).click()
  await officer.screenshot({ path: join(folder, 'conditions.png') })
  await openDesigner(officer, server.baseUrl, 'bulky-waste')
  await officer.getByRole('button', { name: 'Preview', exact: true }).click()
  await officer.waitForTimeout(1500)
  await officer.screenshot({ path: join(folder, 'preview.png') })
  for (const screen of ['prices', 'back-office', 'publish']) {
    await officer.goto(`${server.baseUrl}/officer/forms/bulky-waste/${screen}`)
    if (screen !== 'publish') await officer.waitForSelector('.cm-content', { state: 'attached' })
    if (screen === 'back-office')
      await officer.getByText('What is sent', { exact: true }).evaluate((heading) => heading.scrollIntoView())
    await officer.screenshot({ path: join(folder, `${screen}.png`) })
  }
} finally {
  await browser.close()
  await server.stop()
}
