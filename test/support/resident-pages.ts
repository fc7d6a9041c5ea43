import type { Page } from 'playwright-core'

/** What a resident does on the library's bulky waste form, by what the pages say. Works with JavaScript on and off. */
export interface BulkyWaste {
  applicant: 'The resident' | 'The landlord or letting agent'
  items: { item: string; quantity: number }[]
}

export async function continueOn(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Continue', exact: true }).click()
}

export async function heading(page: Page): Promise<string> {
  return (await page.locator('h1').innerText()).trim()
}

/** From the start page to check-your-answers. `onPage` sees every page before it is answered. */
export async function fillBulkyWaste(
  page: Page,
  address: string,
  answers: BulkyWaste,
  onPage: (name: string) => Promise<void> = async () => {},
): Promise<void> {
  await page.goto(address)
  await onPage('start')
  await page.getByRole('button', { name: 'Start now' }).click()

  await onPage('who you are')
  await page.getByLabel(answers.applicant).check()
  await continueOn(page)
  if (answers.applicant !== 'The resident') {
    await onPage('about the landlord')
    await page.getByLabel('Name of the landlord or letting agency').fill('Example Lettings')
    await continueOn(page)
  }
  await onPage('your name')
  await page.getByLabel('What is your full name?').fill('Ada Example')
  await continueOn(page)

  await onPage('contact')
  await page.getByLabel('Email address').fill('ada@example.com')
  await continueOn(page)

  await onPage('address')
  await page.getByLabel('Address line 1').fill('1 High Street')
  await page.getByLabel('Town or city').fill('Exampleton')
  await page.getByLabel('Postcode').fill('ex1 1aa')
  await continueOn(page)

  for (const [n, { item, quantity }] of answers.items.entries()) {
    await onPage(`item ${n + 1}`)
    await page.getByRole('combobox').selectOption({ label: item })
    await page.getByLabel(/How many/).fill(String(quantity))
    await continueOn(page)
    await onPage(`items so far ${n + 1}`)
    await page.getByLabel(n + 1 < answers.items.length ? 'Yes' : 'No', { exact: true }).check()
    await continueOn(page)
  }

  await onPage('where left')
  await page.getByRole('textbox').fill('By the front gate')
  await continueOn(page)

  await onPage('access')
  await page.getByLabel('No', { exact: true }).check()
  await continueOn(page)

  await onPage('declaration')
  for (const box of await page.getByRole('checkbox').all()) await box.check()
  await continueOn(page)
}

export async function payOnSandbox(page: Page, outcome: string): Promise<void> {
  await page.getByRole('button', { name: outcome }).click()
}
