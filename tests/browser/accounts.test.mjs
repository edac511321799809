// Logging in and out, the own page and its tokens, in a real browser.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, here, startBrowser, startService } from './service.mjs';

const shots = join(here, 'screenshots');
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
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

async function open(path, options = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: 'lv-LV', ...options });
  const page = await context.newPage();
  await page.goto(service.address + path);
  return { page, close: () => context.close() };
}

/** Logs in as the log-in page itself says that a demo account does. */
async function logIn(page, name) {
  const row = page.locator('tbody tr', { hasText: name });
  await page.fill('#name', name);
  await page.fill('#password', await row.locator('td code').innerText());
  await page.press('#password', 'Enter');
}

for (const javaScriptEnabled of [true, false]) {
  test(`an expert signs in, comes back to the page and signs out (script: ${javaScriptEnabled})`, async () => {
    const { page, close } = await open('/data', { javaScriptEnabled });
    await page.click('.who a');
    await page.waitForURL(/\/login\?return=/);
    await logIn(page, 'eksperts');
    await page.waitForURL(/\/data$/);
    assert.match(await page.locator('.who a').innerText(), /Eksperta paraugs/);
    await page.click('.who button');
    await page.waitForURL(service.address + '/');
    assert.match(await page.locator('.who a').innerText(), /Pieteikties/);
    await close();
  });
}

test('a wrong password is told to eye and ear, and the name stays', async () => {
  const { page, close } = await open('/login');
  await page.fill('#name', 'eksperts-nav');
  await page.fill('#password', 'nepareiza parole');
  await page.press('#password', 'Enter');
  assert.match(await page.locator('[role=alert]').innerText(), /nav pareiza/);
  assert.equal(await page.inputValue('#name'), 'eksperts-nav');
  assert.equal(await page.inputValue('#password'), '');
  await page.screenshot({ path: join(shots, 'login.png'), fullPage: true });
  await close();
});

test('a token is made, shown once and revoked', async () => {
  const { page, close } = await open('/login?return=/account');
  await logIn(page, 'skola');
  await page.waitForURL(/\/account$/);
  await page.fill('#token-name', 'OpenRefine');
  await page.click('form[action="/account/tokens"] button');
  assert.match(await page.locator('code.token').innerText(), /^prasme_[0-9a-f]{64}$/);
  await page.screenshot({ path: join(shots, 'account.png'), fullPage: true });
  await page.click('form[action$="/revoke"] button');
  await page.waitForURL(/\/account/);
  assert.equal(await page.locator('code.token').count(), 0);
  assert.match(await page.locator('tbody').innerText(), /atsaukta/);
  await close();
});

test('axe finds nothing on the pages for signing in, and a phone need not scroll sideways', async () => {
  const found = [];
  for (const viewport of [DESK, PHONE]) {
    for (const language of ['lv', 'en']) {
      const { page, close } = await open(`/login?hl=${language}`, { viewport });
      const look = async (name) => {
        found.push(...(await axe(page)).map((line) => `${name} ${viewport.width} ${language}: ${line}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.push(`${name} ${viewport.width} ${language}: ${wide} px too wide`);
      };
      await look('login');
      await logIn(page, 'administrators');
      await page.waitForURL(service.address + '/');
      await page.goto(service.address + '/account');
      await look('account');
      await page.goto(service.address + '/?q=PLC');
      await look('search, signed in');
      await close();
    }
  }
  assert.deepEqual(found, []);
});
