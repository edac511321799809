// The jobs of the three users in a real browser, on the sample: expert, school, recognition officer.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, here, startBrowser, startService } from './service.mjs';

const shots = join(here, 'screenshots');
let service;
let browser;

before(async () => {
  mkdirSync(shots, { recursive: true });
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };

/** A page of its own for each test, with whatever the page complains of collected. */
async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: 'lv-LV', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (e) => complaints.push(e.message));
  page.on('console', (m) => m.type() === 'error' && complaints.push(m.text()));
  await page.goto(service.address + path);
  return { page, complaints, close: () => context.close() };
}

const names = (page) => page.locator('.hit h2').allTextContents();

test('an expert finds PLC programming, misspelt and without diacritics', async () => {
  const { page, complaints, close } = await open('/');
  await page.fill('#q', 'kontrolieru programesana');
  await page.press('#q', 'Enter');
  await page.waitForURL(/q=kontrolieru/);
  const found = (await names(page)).join('\n').toLowerCase();
  assert.match(found, /kontrolleru programmēšan/);
  await page.screenshot({ path: join(shots, 'expert.png'), fullPage: true });
  assert.deepEqual(complaints, []);
  await close();
});

test('a school finds free Latvian materials on electrical safety by clicking filters', async () => {
  const { page, close } = await open('/?q=elektrodrošība');
  await page.check('input[name=kind][value=material]');
  await page.waitForURL(/kind=material/);
  await page.check('input[name=access][value="brīvi"]');
  await page.waitForURL(/access=/);
  await page.check('input[name=lang][value=lv]');
  await page.waitForURL(/lang=lv/);
  const kinds = await page.locator('.hit .kind').allTextContents();
  assert.ok(kinds.length >= 2, `${kinds.length} materials`);
  assert.ok(kinds.every((k) => k === 'Mācību līdzeklis'));
  await page.screenshot({ path: join(shots, 'school.png'), fullPage: true });
  await page.locator('.chip').first().click();
  await page.waitForURL((url) => !url.search.includes('kind=material'));
  await close();
});

test('an officer finds the outcomes behind an abbreviation and sees why', async () => {
  const { page, close } = await open('/?q=PLC&kind=learning_outcome');
  assert.ok((await names(page)).length >= 1);
  const why = page.locator('details.why').first();
  await why.locator('summary').click();
  await why.locator('table').waitFor();
  assert.match(await why.innerText(), /PLC/i);
  await page.screenshot({ path: join(shots, 'officer.png') });
  await page.locator('.hit h2 a').first().click();
  await page.waitForURL(/\/r\//);
  assert.ok((await page.locator('.crumbs a').count()) >= 2, 'the outcome shows its module and programme');
  await page.screenshot({ path: join(shots, 'record.png'), fullPage: true });
  await close();
});

test('suggestions come while typing and are reached by keyboard', async () => {
  const { page, close } = await open('/');
  await page.press('body', '/');
  await page.keyboard.type('elektrodr');
  const options = page.locator('[role=option]');
  // What is shown for the first letters may still stand when the last one is typed.
  await options.first().filter({ hasText: /^\s*elektrodroš/i }).waitFor();
  assert.match((await options.first().innerText()).toLowerCase(), /^elektrodroš/);
  await page.keyboard.press('ArrowDown');
  assert.equal(await options.first().getAttribute('aria-selected'), 'true');
  await page.screenshot({ path: join(shots, 'suggest.png') });
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#q'), 'elektrodr');
  assert.equal(await page.locator('#suggestions').isVisible(), false);
  await close();
});

test('everything works without JavaScript', async () => {
  const { page, close } = await open('/', { javaScriptEnabled: false });
  await page.fill('#q', 'meblu galdnieks');
  await page.press('#q', 'Enter');
  await page.waitForURL(/q=meblu/);
  assert.match((await names(page))[0].toLowerCase(), /mēbeļu galdnie/);
  await page.locator('.filters > details > summary').evaluate((s) => s.parentElement.setAttribute('open', ''));
  await page.check('input[name=kind][value=qualification]');
  await page.click('.filters button[type=submit]');
  await page.waitForURL(/kind=qualification/);
  await page.locator('details.why').first().evaluate((d) => d.setAttribute('open', ''));
  await page.locator('a.wait').first().click();
  await page.waitForURL(/explain=/);
  assert.ok(await page.locator('details.why[open] table').isVisible());
  await close();
});

test('a phone shows every page without scrolling sideways', async () => {
  for (const path of ['/', '/?q=elektrodro%C5%A1%C4%ABba', '/r/digcomp-2.2/2.2', '/data', '/help']) {
    const { page, close } = await open(path, { viewport: PHONE, hasTouch: true, isMobile: true });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `${path} is ${wide} px too wide`);
    await page.screenshot({ path: join(shots, `phone${path.replace(/[^a-z0-9]/gi, '-')}.png`) });
    await close();
  }
});

test('axe finds nothing on any type of page, in either language and width', async () => {
  const found = [];
  for (const path of ['/', '/?q=elektrodro%C5%A1%C4%ABba', '/?q=xqzwv', '/r/digcomp-2.2/2.2', '/data', '/help', '/nowhere']) {
    for (const viewport of [DESK, PHONE]) {
      for (const language of ['lv', 'en']) {
        const joint = path.includes('?') ? '&' : '?';
        const { page, close } = await open(`${path}${joint}hl=${language}`, { viewport });
        found.push(...(await axe(page)).map((line) => `${path} ${viewport.width} ${language}: ${line}`));
        await close();
      }
    }
  }
  assert.deepEqual(found, []);
});

test('the language switch keeps the search and is remembered', async () => {
  const { page, close } = await open('/?q=PLC');
  await page.click('.switch');
  await page.waitForURL(/hl=en/);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  assert.equal(await page.inputValue('#q'), 'PLC');
  await page.goto(service.address + '/data');
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await close();
});

test('a mistaken word brings a question, an unknown page an answer', async () => {
  const { page, close } = await open('/?q=xqzwv');
  assert.match(await page.locator('h1').innerText(), /Nekas netika atrasts/);
  const response = await page.goto(service.address + '/r/no/such');
  assert.equal(response.status(), 404);
  assert.match(await page.locator('h1').innerText(), /Šāda ieraksta nav/);
  await close();
});
