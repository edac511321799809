// The review of mappings in a real browser: by keyboard, without script, two people at once.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, here, startBrowser, startService } from './service.mjs';

const shots = join(here, 'screenshots');
const PASSWORD = 'iepazisti-prasmi';
const QUEUE = '/review?kind=requirement&target=framework%3Aesco';
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

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Somebody with a session of their own; whatever their pages complain of is collected. */
async function signIn(name, options = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: 'lv-LV', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (e) => complaints.push(e.message));
  await page.goto(`${service.address}/login`);
  await page.fill('#name', name);
  await page.fill('#password', PASSWORD);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => url.pathname !== '/login');
  return { page, complaints, close: () => context.close() };
}

const said = (page) => page.locator('.said').innerText();
const state = (page) => page.locator('[data-candidate]').first().getAttribute('class');

test('an expert reviews by keyboard: relation, accept, undo, no match, skip', async () => {
  const { page, complaints, close } = await signIn('eksperts');
  await page.goto(service.address + QUEUE);
  const first = await said(page);
  const here = page.url();
  assert.ok((await page.locator('[data-candidate]').count()) >= 1);
  assert.ok(await page.locator('.keys kbd').first().isVisible());
  await page.screenshot({ path: join(shots, 'review.png'), fullPage: true });

  await page.keyboard.press('j');
  assert.ok(await page.locator('[data-candidate]').first().evaluate((c) => c === document.activeElement));
  await page.keyboard.press('3');
  assert.equal(await page.locator('[data-relation]').first().inputValue(), 'broad_match');
  await page.keyboard.press('a');
  await page.waitForURL(/done=/);
  assert.match(await page.locator('.done').innerText(), /Apstiprināts|mainīts/);
  const second = await said(page);
  assert.notEqual(second, first, 'the next statement is shown');
  // Who decides by keyboard goes on by keyboard.
  assert.ok(await page.locator('[data-candidate]').first().evaluate((c) => c === document.activeElement));

  await page.keyboard.press('u');
  await page.waitForURL(/done=undo/);
  assert.equal(await said(page), first, 'back at what was taken back');
  assert.match(await state(page), /s-proposed/);
  assert.match(await page.locator('.history').innerText(), /eksperts atsauca savu lēmumu/);

  await page.keyboard.press('n');
  await page.waitForURL(/done=no_match/);
  await page.goto(here);
  await page.keyboard.press('s');
  await page.waitForURL(/subject=/);
  assert.notEqual(await said(page), first, 'what is decided has left the queue');
  assert.deepEqual(complaints, []);
  await close();
});

test('keys do nothing in a field or when they are switched off, and that is remembered', async () => {
  const { page, close } = await signIn('eksperts');
  await page.goto(service.address + QUEUE);
  const url = page.url();
  await page.locator('.candidate input[name=note]').first().fill('');
  await page.locator('.candidate input[name=note]').first().press('n');
  assert.equal(await page.locator('.candidate input[name=note]').first().inputValue(), 'n');
  assert.equal(page.url(), url);
  await page.uncheck('#keys-on');
  await page.locator('main').focus();
  await page.keyboard.press('n');
  await page.reload();
  assert.equal(page.url(), url);
  assert.equal(await page.isChecked('#keys-on'), false);
  await close();
});

test('the second of two people is told who decided what, and chooses', async () => {
  const anna = await signIn('eksperts');
  const berta = await signIn('administrators');
  await anna.page.goto(service.address + QUEUE);
  const item = (await anna.page.locator('a[rel=next]').getAttribute('href'));
  await anna.page.goto(service.address + item);
  await berta.page.goto(service.address + item);
  const open = '[data-candidate].s-proposed';
  await anna.page.locator(open).first().locator('[data-key=a]').click();
  await anna.page.waitForURL(/done=/);
  await berta.page.locator(open).first().locator('[data-key=r]').click();
  await berta.page.locator('.failure').waitFor();
  const told = await berta.page.locator('.failure').innerText();
  assert.match(told, /eksperts apstiprināja/);
  assert.match(told, /Noraidīt – /);
  assert.deepEqual(await axe(berta.page), []);
  await berta.page.screenshot({ path: join(shots, 'review-conflict.png') });
  await berta.page.locator('.failure a.button').click();
  await berta.page.waitForURL(/\/review/);
  assert.match(await state(berta.page), /s-accepted/, 'nothing was overwritten');
  await anna.close();
  await berta.close();
});

test('it works without JavaScript, and the record page shows the decision', async () => {
  const { page, close } = await signIn('eksperts', { javaScriptEnabled: false });
  await page.goto(service.address + QUEUE);
  await page.locator('a[rel=next]').click();
  await page.waitForURL(/subject=/);
  const item = page.url();
  const name = await page.locator('[data-candidate] h3 a').first().innerText();
  await page.locator('.candidate').first().locator('input[name=note]').fill('pārrunāts ar skolu');
  await page.locator('.candidate').first().locator('button[value=accept]').click();
  await page.waitForURL(/done=accept/);
  await page.goto(item);
  await page.locator('.said a').click();
  await page.waitForURL(/\/r\//);
  const mappings = await page.locator('.mappings').innerText();
  assert.match(mappings, /apstiprināts/);
  assert.match(mappings, /eksperts, \d{4}-\d\d-\d\d/);
  assert.match(mappings, /pārrunāts ar skolu/);
  assert.ok(mappings.includes(name));
  await close();
});

test('axe finds nothing on the review, signed in or not, in either language and width', async () => {
  const found = [];
  for (const viewport of [DESK, PHONE]) {
    const signed = await signIn('eksperts', { viewport });
    const plain = await browser.newContext({ viewport });
    const reader = { page: await plain.newPage() };
    for (const [who, { page }] of [['expert', signed], ['reader', reader]]) {
      for (const path of [`${QUEUE}&hl=lv`, `${QUEUE}&hl=en`, '/review?state=decided', '/review?min=100&max=100', '/?q=*&kind=skill']) {
        await page.goto(service.address + path);
        found.push(...(await axe(page)).map((line) => `${who} ${viewport.width} ${path}: ${line}`));
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) found.push(`${who} ${viewport.width} ${path}: ${wide} px too wide`);
      }
      await page.screenshot({ path: join(shots, `review-${who}-${viewport.width}.png`), fullPage: true });
    }
    await signed.close();
    await plain.close();
  }
  assert.deepEqual(found, []);
});

test('an ESCO collection is a filter of the search and a link on the record', async () => {
  const context = await browser.newContext({ viewport: DESK });
  const page = await context.newPage();
  await page.goto(`${service.address}/?q=*&kind=skill`);
  await page.check('input[name=collection][value=green]');
  await page.waitForURL(/collection=green/);
  await page.locator('.hit h2 a').first().click();
  await page.waitForURL(/\/r\//);
  await page.locator('.chips a', { hasText: 'Zaļās prasmes' }).click();
  await page.waitForURL(/collection=green/);
  await context.close();
});
