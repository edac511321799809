// A recognition case in a real browser: from papers to the printed decision, by two officers at once, by keyboard, without script.
//
// PRASME_TUTORIAL=1 also writes the pictures of docs/tutorial-recognition.md.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, here, startBrowser, startService } from './service.mjs';

const shots = join(here, 'screenshots');
const images = join(here, '../../docs/images');
const person = join(here, '../recognition/elektrikis');
const PASSWORD = 'iepazisti-prasmi';
const PROGRAMME = 'mip/33522011/elektrotehnikis';
const PAPERS = ['salidzinajuma-tabula', 'lemuma-projekts', 'individualais-plans'];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const PICTURE = { width: 1040, height: 720 };
let service;
let browser;

before(async () => {
  mkdirSync(shots, { recursive: true });
  if (process.env.PRASME_TUTORIAL) mkdirSync(images, { recursive: true });
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

/** An officer with a session of their own; whatever their pages complain of is collected, and clicks are counted. */
async function officer(options = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: 'lv-LV', ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on('pageerror', (e) => complaints.push(e.message));
  await page.goto(`${service.address}/login`);
  await page.fill('#name', options.user ?? 'komisija');
  await page.fill('#password', PASSWORD);
  await page.click('main button[type=submit]');
  await page.waitForURL((url) => url.pathname !== '/login');
  const desk = { page, context, complaints, clicks: 0, close: () => context.close() };
  desk.click = async (selector) => {
    desk.clicks += 1;
    const loaded = page.waitForNavigation();
    await page.locator(selector).first().click();
    await loaded;
  };
  return desk;
}

const next = 'form[action$="/move"] button';

/** Opens a case of the electrician. */
async function open(desk) {
  const { page, click } = desk;
  await page.goto(`${service.address}/cases`);
  await page.fill('#given', 'Guntars');
  await page.fill('#family', 'Ezerkalns');
  await page.selectOption('main #target', PROGRAMME);
  await click('main form.fields button[type=submit]');
  return page.url();
}

/** Brings the electrician's two papers. */
async function bring(desk) {
  for (const name of ['darba-apraksts.txt', 'izzina.txt']) {
    await desk.page.setInputFiles('#file', join(person, name));
    await desk.click('form[action$="/file"] button');
  }
}

/** A case in the assessment. */
async function assessed(desk) {
  const url = await open(desk);
  await desk.click(next);
  await bring(desk);
  await desk.click(next);
  return url;
}

/** What axe and the width of a page say. */
async function look(page, name, found) {
  found.push(...(await axe(page)).map((line) => `${name}: ${line}`));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) found.push(`${name}: ${wide} px too wide`);
}

test('an officer goes from papers to the printed decision', async (t) => {
  const desk = await officer(process.env.PRASME_TUTORIAL ? { viewport: PICTURE } : {});
  const { page, click } = desk;
  const picture = async (name, selector) => {
    if (selector) await page.locator(selector).first().evaluate((e) => e.scrollIntoView({ block: 'start' }));
    const folder = process.env.PRASME_TUTORIAL ? images : shots;
    await page.screenshot({ path: join(folder, `recognition-${name}.png`), scale: 'css' });
  };
  const started = performance.now();
  const url = await open(desk);
  await page.fill('#starts', '2027-01-11');
  await page.fill('#price', '1450,00');
  await page.locator('details.also summary').click();
  await page.check('input[name=also][value="mip/32522011/elektromontieris"]');
  await picture('merkis');
  await click('form[action$="/target"] button');
  await click(next);
  await bring(desk);
  await page.locator('details.paper summary').first().click();
  await picture('pieradijumi', '#evidence');
  await click(next);
  assert.ok(await page.locator('mark').first().isVisible(), 'coming to the assessment compares at once');
  const standings = await page.locator('#compare ~ .scroll').innerText();
  assert.match(standings, /Elektrotehniķis[\s\S]*Elektromontieris|Elektromontieris[\s\S]*Elektrotehniķis/);
  await picture('salidzinajums', '#compare');

  // One line is decided against the proposal: without a reason it is refused, and what was chosen is told again.
  const module = page.locator('details.module[open]').first();
  const line = module.locator('.outcome').first();
  const proposed = await line.locator('select[name=status]').inputValue();
  await line.locator('select[name=status]').selectOption(proposed === 'nav' ? 'daleji' : 'nav');
  await click('details.module[open] .ruling button');
  assert.match(await page.locator('[role=alert]').innerText(), /Trūkst pamatojuma/);
  await line.locator('select[name=status]').selectOption(proposed === 'nav' ? 'daleji' : 'nav');
  await line.locator('input[name=why]').fill('pārrunās noskaidrots citādi');
  await picture('modulis', 'details.module[open]');
  await click('details.module[open] .ruling button');
  assert.match(await page.locator('#m-1').textContent(), /pārrunās noskaidrots citādi/);

  if (await page.locator('form[action$="/untouched"]').count()) await click('form[action$="/untouched"] button');
  for (let n = 0; n < 40 && (await page.locator('details.module[open]').count()); n += 1) {
    await click('details.module[open] .ruling button');
  }
  await click(next);
  await page.locator('input[name=member]').nth(0).fill('Ilze Ozola');
  await page.locator('input[name=role]').nth(0).fill('komisijas priekšsēdētāja');
  await page.locator('input[name=member]').nth(1).fill('Jānis Krūms');
  await page.fill('#decided', '2026-12-01');
  await page.fill('#protocol', '2026/14');
  await click('form[action$="/meeting"] button');
  await picture('komisija', '#meeting');
  await page.goto(`${url}/papers/lemuma-projekts`);
  const decision = await page.locator('main').innerText();
  assert.match(decision, /2026\. gada 1\. decembrī/);
  assert.match(decision, /Protokols Nr\. 2026\/14/);
  assert.match(decision, /Ilze Ozola/);
  await picture('lemums');
  const printed = await page.pdf({ preferCSSPageSize: true });
  assert.ok(printed.subarray(0, 5).equals(Buffer.from('%PDF-')));
  t.diagnostic(`papers to printed decision: ${desk.clicks} clicks on buttons, ${Math.round((performance.now() - started) / 1000)} s of page loads`);

  await page.goto(url);
  await click('form[action$="/close"] button');
  assert.match(await page.locator('main').innerText(), /lieta ir pabeigta/);
  for (const paper of PAPERS) {
    const docx = await desk.context.request.get(`${url}/papers/${paper}?format=docx`);
    assert.equal((await docx.body()).subarray(0, 2).toString(), 'PK', paper);
  }
  const record = await (await desk.context.request.get(`${url}/papers/lemuma-projekts?format=json`)).json();
  assert.equal(record.credential.type[1], 'EuropeanDigitalCredential');
  const kept = await (await desk.context.request.get(await page.locator('a[download^=lieta]').getAttribute('href').then((h) => service.address + h))).json();
  assert.equal(kept.case.applicant.family_name, 'Ezerkalns');
  await page.goto(`${service.address}/cases`);
  await picture('saraksts');
  assert.deepEqual(desk.complaints, []);
  await desk.close();
});

test('the second of two officers is told who was quicker, and loses nothing of what they typed', async () => {
  const first = await officer();
  const url = await assessed(first);
  const second = await officer();
  await second.page.goto(url);
  await first.page.locator('details.module[open] input[name=why]').first().fill('pirmā kārtotāja vārdi');
  await first.click('details.module[open] .ruling button');
  await second.page.locator('details.module[open] input[name=why]').first().fill('otrā kārtotāja vārdi');
  await second.click('details.module[open] .ruling button');
  const told = await second.page.locator('[role=alert]').innerText();
  assert.match(told, /Kāds cits šo lietu tikmēr ir mainījis/);
  assert.match(told, /Pēdējais mainīja: komisija/);
  assert.match(told, /otrā kārtotāja vārdi/);
  assert.match(await second.page.locator('#m-1').textContent(), /pirmā kārtotāja vārdi/);
  const found = [];
  await look(second.page, 'conflict', found);
  assert.deepEqual(found, []);
  await second.page.screenshot({ path: join(shots, 'cases-conflict.png') });
  // Nothing of it reaches the first, nor whoever is no officer.
  await first.page.goto(url);
  assert.ok(!(await first.page.content()).includes('otrā kārtotāja vārdi'));
  const expert = await officer({ user: 'eksperts' });
  const answer = await expert.page.goto(url);
  assert.equal(answer.status(), 403);
  assert.ok(!(await expert.page.content()).includes('Ezerkalns'));
  for (const desk of [first, second, expert]) await desk.close();
});

test('a claim is split and one is added; a step back is asked for its reason and kept', async () => {
  const desk = await officer();
  const { page, click } = desk;
  await assessed(desk);
  await page.locator('details.paper summary').first().click();
  const before = await page.locator('details.paper').first().locator('textarea').count();
  const claim = page.locator('details.paper').first().locator('textarea').first();
  await claim.fill('Montēju sadalnes\nMēru izolācijas pretestību');
  await page.locator('details.paper').first().locator('textarea').last().fill('Vadu piecu cilvēku brigādi');
  await click('form[action$="/claims"] button');
  await page.locator('details.paper summary').first().click();
  assert.equal(await page.locator('details.paper').first().locator('textarea').count(), before + 2);
  await page.locator('#move ~ .forms details summary').click();
  await page.selectOption('#back-to', 'dokumentesana');
  await page.fill('#back-why', 'trūkst izziņas');
  await click('.forms details button');
  await page.locator('#move ~ details summary').click();
  assert.match(await page.locator('#move ~ details').innerText(), /novērtēšana → dokumentēšana .*trūkst izziņas/);
  await desk.close();
});

test('by keyboard alone and without script', async () => {
  const desk = await officer({ javaScriptEnabled: false });
  const { page } = desk;
  const url = await assessed(desk);
  await page.goto(url);
  const status = page.locator('details.module[open] select[name=status]').first();
  const reached = async (locator) => locator.evaluate((e) => e === document.activeElement);
  await page.locator('#compare ~ form button').first().focus();
  for (let n = 0; n < 60 && !(await reached(status)); n += 1) await page.keyboard.press('Tab');
  assert.ok(await reached(status), 'the first decision is reached by Tab');
  const button = page.locator('details.module[open] .ruling button');
  for (let n = 0; n < 80 && !(await reached(button)); n += 1) await page.keyboard.press('Tab');
  assert.ok(await reached(button), 'and its button');
  const loaded = page.waitForNavigation();
  await page.keyboard.press('Enter');
  await loaded;
  assert.match(page.url(), /#m-2$/, 'the next module waits');
  assert.match(await page.locator('#m-1 > summary').innerText(), /\(komisija\)/);
  await desk.close();
});

test('axe finds nothing on any page of cases in either language and width, and nothing is wider than a telephone', async () => {
  const found = [];
  const desk = await officer();
  const { page, click } = desk;
  const both = async (name, path) => {
    for (const viewport of [DESK, PHONE]) {
      await page.setViewportSize(viewport);
      for (const language of ['en', 'lv']) {
        await page.goto(`${path}${path.includes('?') ? '&' : '?'}hl=${language}`);
        await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
        await look(page, `${name} ${language} ${viewport.width}`, found);
      }
      await page.screenshot({ path: join(shots, `cases-${name}-${viewport.width}.png`) });
    }
    await page.setViewportSize(DESK);
    await page.goto(path);
  };
  const url = await open(desk);
  await page.selectOption('#route', 'pilna_kvalifikacija');
  await click('form[action$="/target"] button');
  await both('noteiksana', url);
  await click(next);
  await bring(desk);
  await both('dokumentesana', url);
  await click(next);
  await both('novertesana', url);
  assert.match(await page.locator('#exam ~ p').first().innerText(), /no \d+ profesionālās kvalifikācijas prasībām/);
  for (const paper of PAPERS) await both(paper, `${url}/papers/${paper}`);
  await both('saraksts', `${service.address}/cases`);
  // In print, what is for deciding is left out and the passages stay.
  await page.goto(url);
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.decide').first().isVisible(), false);
  assert.equal(await page.locator('details.module[open] blockquote').first().isVisible(), true);
  await page.emulateMedia({ media: null });
  await page.setInputFiles('#file', { name: 'diploms.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.7 diploms') });
  await page.locator('form[action$="/file"]').evaluate((f) => { f.closest('details').open = true; });
  await click('form[action$="/file"] button');
  assert.match(await page.locator('[role=alert]').innerText(), /nevar nolasīt \(piemēram, PDF/);
  await look(page, 'refused', found);
  await page.locator('#personal ~ details').last().locator('summary').click();
  await page.check('input[name=sure]');
  await click('form[action$="/delete"] button');
  assert.equal((await page.goto(url)).status(), 404);
  assert.deepEqual(found, []);
  await desk.close();
});
