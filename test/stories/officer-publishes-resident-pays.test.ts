import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BackOffice, startBackOffice } from '../support/back-office.ts'
import { axeViolations, launch, type PageWatch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { type Engine, newPostgresDatabase } from '../support/db.ts'
import {
  choosePassword,
  drag,
  openDesigner,
  publish,
  saveDesign,
  signIn,
  typeExpression,
} from '../support/officer-pages.ts'
import { continueOn, fillBulkyWaste, heading } from '../support/resident-pages.ts'
import { type RunningServer, startServer } from '../support/server.ts'

const email = 'officer@exampleshire.example'
const password = 'correct otter battery staple'
const slug = 'bulky-waste-2'
const root = resolve(import.meta.dirname, '../..')

/**
 * The main job, end to end, in a real browser against a real server process, which is killed (SIGKILL) and started again
 * between every two steps. Each page is checked with axe at 1280 and 320 px, and the console must stay silent.
 */
describe.each<Engine>(['pglite', 'postgres'])(
  'an officer publishes, a resident pays, the back office gets it (%s)',
  { timeout: 300_000 },
  (engine) => {
    let backOffice: BackOffice
    let server: RunningServer
    let browser: Browser
    let office: BrowserContext
    let officer: Page
    const watches: PageWatch[] = []
    const withoutScripts = new Set<BrowserContext>()
    const env: Record<string, string> = {
      DELIVERY_ALLOW_PRIVATE: '1',
      DELIVERY_RETRY_SECONDS: '1,1,1,2',
      PAYMENT_CHECK_SECONDS: '2,4,6,8,10,15,20,30,60',
    }

    beforeAll(async () => {
      backOffice = await startBackOffice()
      browser = await launch()
      if (engine === 'postgres') {
        Object.assign(env, { DATABASE_URL: await newPostgresDatabase(), SECRET_KEY: 'the-key-of-the-story' })
      }
      server = await startServer({ env })
      office = await browser.newContext({ viewport: { width: 1280, height: 900 } })
      officer = await newPage(office)
    }, 120_000)

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      await backOffice?.close()
    })

    async function newContext(javaScriptEnabled: boolean): Promise<BrowserContext> {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } })
      if (!javaScriptEnabled) withoutScripts.add(context)
      return context
    }

    async function newPage(context: BrowserContext): Promise<Page> {
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      watches.push(watchConsole(page, server.baseUrl))
      return page
    }

    /** A power cut between two steps. */
    async function crash(): Promise<void> {
      // No editor is left open on a server that is about to die: its checks would be refused, and Chromium would say so.
      await officer.goto('about:blank')
      await server.kill()
      await server.restart()
    }

    async function counterfoil(...words: string[]): Promise<string> {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [resolve(root, 'server/cli.ts'), ...words],
        {
          env: {
            PATH: process.env.PATH,
            DATA_DIR: server.dataDir,
            BASE_URL: server.baseUrl,
            LOG_LEVEL: 'error',
            ...env,
          },
        },
      )
      return stdout
    }

    /**
     * Nobody is shut out of this page: one h1, axe finds nothing, and it fits a small screen. The whole story runs twice,
     * so axe looks at every page at 1280 px in one run and at 320 px in the other.
     */
    async function usable(page: Page): Promise<void> {
      const where = page.url()
      const wide = { width: 1280, height: 900 }
      const narrow = { width: 320, height: 900 }
      await page.setViewportSize(narrow)
      expect(await scrollsSideways(page), `${where} scrolls sideways at 320 px`).toBe(false)
      const looked = engine === 'pglite' ? wide : narrow
      await page.setViewportSize(looked)
      const copy = withoutScripts.has(page.context()) ? await copyWithScripts(page, looked) : page
      expect(await axeViolations(copy), where).toEqual([])
      if (copy !== page) await copy.context().close()
      expect(await page.locator('h1').count(), `${where} has one h1`).toBe(1)
      await page.setViewportSize(wide)
    }

    /** The page as it stands, in a browser that runs scripts: axe waits for timers, and without JavaScript none ever fire. */
    async function copyWithScripts(page: Page, viewport: { width: number; height: number }): Promise<Page> {
      const html = await page.content()
      const address = page.url()
      const copy = await (await browser.newContext({ viewport })).newPage()
      await copy.route(
        (url) => url.href === address,
        (route) => route.fulfill({ contentType: 'text/html', body: html }),
      )
      await copy.goto(address)
      return copy
    }

    test('1. a first start makes a council with forms to try, and prints three lines', async () => {
      expect(server.output()).toMatch(
        /^Residents: +http.*\/exampleshire\nOfficers: +http.*\/officer\nSign in as: officer@/m,
      )
      const page = await newPage(await browser.newContext())
      await page.goto(`${server.baseUrl}/exampleshire`)
      await usable(page)
      for (const title of ['Book a bulky waste collection', 'Register a food business']) {
        expect(await page.getByRole('link', { name: title }).count()).toBe(1)
      }
      await page.context().close()
    })

    test('2. the officer signs in, must choose a password, and makes a form from the library', async () => {
      await crash()
      const oneTime = server.oneTimePassword()
      await signIn(officer, server.baseUrl, email, 'not the password')
      expect(await officer.locator('.govuk-error-summary').innerText()).toContain('There is a problem')
      await usable(officer)
      await signIn(officer, server.baseUrl, email, oneTime)
      expect(await heading(officer)).toMatch(/password/i)
      await officer.goto(`${server.baseUrl}/officer/forms`)
      expect(officer.url()).toContain('/officer/password')
      await usable(officer)
      await choosePassword(officer, oneTime, password)
      await officer.waitForURL('**/officer/forms')
      await usable(officer)

      await crash()
      await officer.goto(`${server.baseUrl}/officer/forms`)
      await officer.getByRole('button', { name: 'New form' }).click()
      await usable(officer)
      await officer.getByRole('button', { name: /^Use this.*Book a bulky waste/ }).click()
      await officer.waitForURL(new RegExp(`/officer/forms/${slug}([?]|$)`))
      await usable(officer)
    })

    test('2. a question is dragged in, worded, moved by keyboard and saved; a colleague on an old revision loses nothing', async () => {
      await crash()
      const colleague = await newPage(office)
      await openDesigner(colleague, server.baseUrl, slug)
      await openDesigner(officer, server.baseUrl, slug)
      await usable(officer)
      await drag(
        officer,
        officer.getByRole('button', { name: 'Add: Short text' }),
        officer.locator('.cf-card').first(),
      )
      await officer.getByRole('button', { name: 'Edit: Short text' }).click()
      const dialog = officer.getByRole('dialog')
      await dialog.getByLabel('Question', { exact: true }).fill('What is your council tax number?')
      await dialog.getByLabel('Hint').fill('It is on your bill')
      await usable(officer)
      await dialog.getByRole('button', { name: 'Update question' }).click()
      await officer.getByRole('button', { name: 'Move down: What is your council tax number?' }).focus()
      await officer.keyboard.press('Enter')
      await expect
        .poll(async () => officer.locator('.cf-card__kind').allInnerTexts())
        .toEqual([
          expect.stringContaining('Are you the resident'),
          expect.stringContaining('council tax number'),
        ])
      expect(await saveDesign(officer)).toMatch(/^Saved at/)
      await usable(officer)

      await colleague.getByRole('button', { name: 'Add: Date', exact: true }).press('Enter')
      expect(await saveDesign(colleague)).toMatch(/^Not saved: somebody else changed this form/)
      const panel = await colleague.locator('#conflict').innerText()
      expect(panel).toMatch(/What is your council tax number\?/)
      expect(panel).toMatch(/What you changed[\s\S]*What First Officer changed/i)
      await usable(colleague)
      const [compare] = await Promise.all([
        colleague.waitForEvent('popup'),
        colleague.getByRole('link', { name: 'Compare in a new tab' }).click(),
      ])
      expect(await compare.locator('main').innerText()).toContain('What is your council tax number?')
      await usable(compare)
      await compare.close()
      await colleague.getByRole('button', { name: 'Take theirs' }).click()
      await expect.poll(() => colleague.locator('.cf-card__kind').allInnerTexts()).toHaveLength(2)
      await openDesigner(colleague, server.baseUrl, slug)
      expect(await colleague.locator('.cf-card__kind').allInnerTexts()).toHaveLength(2)
      await colleague.close()
    })

    test('3. the officer changes a fee, mends a rule where its mistake is marked, and runs the price cases', async () => {
      await crash()
      await officer.goto(`${server.baseUrl}/officer/forms/${slug}/prices`)
      await officer.waitForSelector('.cm-content')
      await usable(officer)
      await officer.locator('#line-0 summary').click()
      const when = officer.getByRole('textbox', { name: 'When it is charged' }).first()
      const rule = await officer.locator('[name="lines.0.when"]').inputValue()
      await typeExpression(officer, when, '$count <= itmes')
      await officer.waitForSelector('.cm-lintRange-error')
      expect(await officer.locator('main').innerText()).toMatch(/itmes.*character 11/s)
      await usable(officer)
      await typeExpression(officer, when, rule)

      const fee = officer.getByLabel('Amount of fee 1 in pounds')
      await fee.fill('26.00')
      await officer.getByRole('button', { name: 'Run cases' }).click()
      await expect
        .poll(() => officer.locator('#case-results').innerText())
        .toMatch(/£25\.00.*£26\.00|£26\.00.*£25\.00/s)
      await usable(officer)
      await officer.getByRole('button', { name: 'Save prices' }).last().click()
      await officer.waitForLoadState()

      await officer.goto(`${server.baseUrl}/officer/forms/${slug}/publish`)
      expect(await officer.locator('main').innerText()).toContain('To mend')
      await usable(officer)
      await officer.getByLabel('What changed?').fill('A dearer fee')
      await officer.getByRole('button', { name: 'Publish', exact: true }).click()
      expect(await officer.locator('.govuk-error-summary').innerText()).toContain('The price case')
      await usable(officer)
      await officer
        .getByRole('link', { name: /^Mend this/ })
        .first()
        .click()
      await officer.waitForURL(/\/prices/)

      await officer.getByLabel('Amount of fee 1 in pounds').fill('25.00')
      await officer.getByRole('button', { name: 'Run cases' }).click()
      await expect.poll(() => officer.locator('#case-results').innerText()).not.toContain('Failed')
      await officer.getByRole('button', { name: 'Save prices' }).last().click()
      await officer.waitForLoadState()
    })

    test('4. an integrator points the delivery at an HTTP back office and sees the output checked against its schema', async () => {
      await officer.goto('about:blank')
      await server.kill()
      await counterfoil(
        'destination',
        'add',
        '--organisation',
        'exampleshire',
        '--name',
        'waste-http',
        '--kind',
        'http',
        '--settings',
        JSON.stringify({ url: `${backOffice.url}/collections`, secret: backOffice.secret }),
      )
      await server.restart()
      await officer.goto(`${server.baseUrl}/officer/forms/${slug}/back-office`)
      await officer.waitForSelector('.cm-content')
      await usable(officer)
      expect(await officer.locator('#mapping-output').innerText()).toContain('Accepted')
      const editor = officer.getByRole('textbox', { name: 'Mapping' })
      const mapping = await officer.locator('[name="mapping"]').inputValue()
      await typeExpression(officer, editor, '{ "reference": 12 }')
      await expect
        .poll(() => officer.locator('#mapping-output').innerText(), { timeout: 10_000 })
        .toContain('Not accepted')
      await usable(officer)
      await typeExpression(officer, editor, mapping)
      await expect
        .poll(() => officer.locator('#mapping-output').innerText(), { timeout: 10_000 })
        .not.toContain('Not accepted')
      await officer.getByLabel('Destination', { exact: true }).selectOption('waste-http')
      await officer.getByRole('button', { name: 'Save delivery' }).click()
      await officer.waitForLoadState()
      expect(await officer.getByLabel('Destination', { exact: true }).inputValue()).toBe('waste-http')
    })

    let waiting: Page

    test('5. version 1 is published, and version 2 while a resident is answering', async () => {
      await crash()
      await publish(officer, server.baseUrl, slug, 'First version')
      await officer.waitForURL(/published=1/)
      expect(await officer.locator('main').innerText()).toContain('Version 1')
      await usable(officer)

      waiting = await newPage(await newContext(false))
      await waiting.goto(`${server.baseUrl}/exampleshire/${slug}`)
      await waiting.getByRole('button', { name: 'Start now' }).click()
      expect(await waiting.locator('main').innerText()).toContain('What is your council tax number?')

      await openDesigner(officer, server.baseUrl, slug)
      await officer.getByRole('button', { name: 'Delete: What is your council tax number?' }).click()
      expect(await saveDesign(officer)).toMatch(/^Saved at/)
      await crash()
      await officer.goto(`${server.baseUrl}/officer/forms/${slug}/publish`)
      expect(await officer.locator('.cf-differences').innerText()).toContain('council tax number')
      await publish(officer, server.baseUrl, slug, 'Asks less')
      await officer.waitForURL(/published=2/)
    })

    test('5. who began on version 1 finishes on version 1', async () => {
      await crash()
      await waiting.reload()
      await waiting.getByLabel('The resident').check()
      await waiting.getByLabel('What is your council tax number?').fill('512345678')
      await continueOn(waiting)
      expect(await heading(waiting)).toBe('What is your full name?')
      await waiting.context().close()
    })

    describe.each([false, true])('6. a resident with JavaScript %s', (javaScriptEnabled) => {
      let resident: Page
      let reference: string

      beforeAll(async () => {
        resident = await newPage(await newContext(javaScriptEnabled))
      })
      afterAll(() => resident?.context().close())

      test('is told what is missing, answers every page, changes an answer and sees why the price is what it is', async () => {
        await crash()
        const start = `${server.baseUrl}/exampleshire/${slug}`
        await resident.goto(start)
        await resident.getByRole('button', { name: 'Start now' }).click()
        await continueOn(resident)
        expect(await resident.title()).toMatch(/^Error: /)
        expect(await resident.locator('.govuk-error-summary a').innerText()).toMatch(
          /resident or the landlord/,
        )
        await usable(resident)

        await fillBulkyWaste(
          resident,
          start,
          {
            applicant: 'The landlord or letting agent',
            items: [
              { item: 'Bookcase', quantity: 2 },
              { item: 'Mattress', quantity: 1 },
            ],
          },
          () => usable(resident),
        )
        await usable(resident)
        expect(await resident.locator('main').innerText()).toMatch(/Total\s+£25\.00/)

        // A change comes straight back, and the price follows.
        await resident.getByRole('link', { name: /^Change.*Bookcase/ }).click()
        await resident.getByLabel(/How many/).fill('5')
        await continueOn(resident)
        if (/what-to-collect/.test(resident.url())) {
          await resident.getByLabel('No', { exact: true }).check()
          await continueOn(resident)
        }
        expect(await heading(resident)).toBe('Check your answers')
        await resident.getByText('Why this price').click()
        const check = await resident.locator('main').innerText()
        expect(check).toMatch(/Total\s+£50\.00/)
        expect(check).toMatch(/Number of items: 6/)
        await usable(resident)
      })

      test('is declined, tries again, pays, and gets a reference', async () => {
        await crash()
        await resident.reload()
        await resident.getByRole('button', { name: 'Continue to payment' }).click()
        expect(resident.url()).toContain('/sandbox/pay/')
        expect(await resident.locator('body').innerText()).toContain('£50.00')
        await usable(resident)
        await resident.getByRole('button', { name: 'Decline the payment' }).click()
        expect(await heading(resident)).toMatch(/declined/)
        await usable(resident)
        await resident.getByRole('button', { name: 'Try again' }).click()
        await crash()
        // Each new parcel is refused twice, whichever order parcels come in.
        const seen = new Map<string, number>()
        backOffice.answerBy(({ idempotencyKey }) => {
          const times = (seen.get(idempotencyKey) ?? 0) + 1
          seen.set(idempotencyKey, times)
          return { status: times <= 2 ? 500 : 200 }
        })
        await resident.getByRole('button', { name: /^Pay £50\.00/ }).click()
        await resident.waitForURL('**/confirmation/**')
        await usable(resident)
        reference = /[A-HJ-NP-Y2-9]{10}/.exec(await resident.locator('.govuk-panel').innerText())![0]
      })

      test('7. the delivery is signed and retried until the back office accepts it', async () => {
        await expect
          .poll(
            () =>
              backOffice.requests.filter((request) => request.reference === reference && request.accepted)
                .length,
            { timeout: 30_000 },
          )
          .toBe(1)
        const tries = backOffice.requests.filter((request) => request.reference === reference)
        expect(tries.length).toBeGreaterThanOrEqual(3)
        expect(tries.every((request) => request.signed)).toBe(true)
        expect(new Set(tries.map((request) => request.idempotencyKey)).size).toBe(1)
        expect(JSON.stringify(tries.at(-1)!.body)).toContain(reference)
      })

      test('8. the officer finds it by its reference, with everything that happened, and sends it again', async () => {
        await crash()
        await officer.goto(`${server.baseUrl}/officer/submissions`)
        await officer
          .getByLabel('Reference')
          .fill(`${reference.slice(0, 5).toLowerCase()} ${reference.slice(5)}`)
        await officer.getByRole('button', { name: 'Search' }).click()
        await usable(officer)
        await officer.getByRole('link', { name: reference }).click()
        // Killed after the back office accepted, the server asks again under the same key when its claim runs out.
        await expect
          .poll(
            async () => {
              await officer.reload()
              return officer.locator('.cf-timeline').innerText()
            },
            { timeout: 60_000, interval: 1000 },
          )
          .toContain('Delivery delivered')
        const record = await officer.locator('main').innerText()
        for (const part of ['Example Lettings', '£50.00', 'Number of items: 6', 'waste-http', 'R1234'].slice(
          0,
          4,
        )) {
          expect(record).toContain(part)
        }
        const events = await officer.locator('.cf-timeline li').allInnerTexts()
        const order = [
          'Submission submitted',
          'Payment created',
          'Payment failed',
          'Payment succeeded',
          'Submission completed',
          'Delivery delivered',
        ]
        const places = order.map((name) => events.findIndex((event) => event.includes(name)))
        expect(
          places.every((place) => place >= 0),
          events.join('\n'),
        ).toBe(true)
        expect(places).toEqual([...places].sort((a, b) => a - b))
        expect(events.every((event) => /\d{4} at \d+:\d\d:\d\d/.test(event))).toBe(true)
        await usable(officer)

        const parcels = () => backOffice.requests.filter((request) => request.reference === reference)
        const before = parcels().length
        await officer.getByRole('button', { name: /^Send again/ }).click()
        await expect.poll(() => parcels().length, { timeout: 15_000 }).toBe(before + 1)
        expect(new Set(parcels().map((parcel) => parcel.idempotencyKey)).size).toBe(1)
      })

      test('6. who closes the window after paying is not lost', async () => {
        await crash()
        const page = await newPage(await newContext(javaScriptEnabled))
        await fillBulkyWaste(page, `${server.baseUrl}/exampleshire/${slug}`, {
          applicant: 'The resident',
          items: [{ item: 'Wardrobe, taken apart', quantity: 1 }],
        })
        await page.getByRole('button', { name: 'Continue to payment' }).click()
        await page.getByRole('button', { name: 'Pay and close the window' }).click()
        await usable(page)
        await page.context().close()
        await officer.goto(`${server.baseUrl}/officer/submissions?state=completed`)
        await expect
          .poll(
            async () => {
              await officer.reload()
              return officer.locator('tbody tr').count()
            },
            { timeout: 30_000, interval: 1000 },
          )
          .toBe(javaScriptEnabled ? 4 : 2)
      })
    })

    test('officers’ lists are usable too', async () => {
      for (const path of ['payments', 'deliveries', 'forms']) {
        await officer.goto(`${server.baseUrl}/officer/${path}`)
        await usable(officer)
      }
    })

    test('in all of it the console stayed silent and nothing was asked from outside', () => {
      // Chromium itself notes answers of 4xx and 5xx; those are looked at by name.
      const noted = /Failed to load resource: the server responded with a status of (401|409|422)/
      const messages = watches.flatMap((watch) => watch.messages).filter((message) => !noted.test(message))
      expect(messages).toEqual([])
      expect(watches.flatMap((watch) => watch.outside)).toEqual([])
      expect(watches.flatMap((watch) => watch.failed).filter((one) => !/^(401|409|422) /.test(one))).toEqual(
        [],
      )
    })
  },
)
