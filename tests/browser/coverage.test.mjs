// Coverage in a real browser: what experts ask and decide, what schools look for and bring, in both languages, on a desk and on
// a phone, by keyboard and on paper. The pictures of the tutorials are taken here (PRASME_PICTURES=1 renews those in docs/images).
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { axe, here, startBrowser, startService } from './service.mjs';

const shots = join(here, 'screenshots');
const pictures = process.env.PRASME_PICTURES ? resolve(here, '../../docs/images') : shots;
const samples = resolve(here, '../../data-samples');
const PASSWORD = 'iepazisti-prasmi';
const FITTER = '/coverage?qualification=pkp%2Fps-908%2F2023-11-15';
const PROGRAMME = '/opinion/mip/32522011/elektromontieris';
const MATERIALS = '/materials?for=mip%2F32522011%2Felektromontieris%2Fem2&lang=lv&access=br%C4%ABvi';
const DESK = { width: 1280, height: 900 };
// Pictures for the tutorials are a little smaller than the screen, so that the repository stays small.
const deviceScaleFactor = process.env.PRASME_PICTURES ? 0.75 : 1;
const PHONE = { width: 390, height: 844 };
let service;
let browser;

before(async () => {
  mkdirSync(shots, { recursive: true });
  mkdirSync(pictures, { recursive: true });
  service = await startService();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await service?.stop();
});

async function open(options = {}) {
  const context = await browser.newContext({ viewport: DESK, locale: 'lv-LV', deviceScaleFactor, ...options });
  const page = await context.newPage();
  // The first question waits until everything that is compared is read.
  page.setDefaultTimeout(120_000);
  const complaints = [];
  page.on('pageerror', (e) => complaints.push(e.message));
  return { page, complaints, close: () => context.close(), go: (path) => page.goto(service.address + path) };
}

async function signIn(name, options = {}) {
  const one = await open(options);
  await one.go('/login');
  await one.page.fill('#name', name);
  await one.page.fill('#password', PASSWORD);
  await one.page.click('main button[type=submit]');
  await one.page.waitForURL((url) => url.pathname !== '/login');
  return one;
}

/** A picture for a tutorial: the upper part of the page, so that it stays small. */
const picture = (page, name, height = 640) =>
  page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true, clip: { x: 0, y: 0, width: DESK.width, height } });

const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const names = (page, column = 'th') => page.locator(`table >> nth=0`).locator(`tbody tr`).locator(column).allInnerTexts();

/** Downloads what a link leads to; the beginning of its bytes. */
async function download(page, link) {
  const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

test('which of the qualifications require electrical safety, at what level, who teaches it, where is it missing', async () => {
  const { page, complaints, close, go } = await open();
  let clicks = 0;
  await go('/');
  await page.click('nav a[href="/skill"]'); clicks += 1;
  // As people type: without diacritics.
  await page.fill('#f-q', 'elektrodrosiba');
  await page.keyboard.press('Enter'); clicks += 1;
  await page.waitForURL(/q=elektrodrosiba/);
  assert.match(await page.locator('.notice').innerText(), /elektrodrošība/);
  const rows = await page.locator('table').first().locator('tbody tr').allInnerTexts();
  const said = (name) => rows.find((row) => row.includes(name)) ?? '';
  // By the PKP of the sample, read by hand: these four, no other of the thirteen.
  for (const [name, level, where] of [
    ['Elektromontieris', '3', 'EM2'],
    ['Elektrotehniķis', '4', 'ET5'],
    ['Ventilācijas un gaisa kondicionēšanas sistēmu tehniķis', '4', 'VG4'],
    ['Mehatronisko sistēmu tehniķis', '4', 'nemāca'],
  ]) {
    assert.ok(said(name).includes(level) && said(name).includes(where), `${name}: ${said(name)}`);
  }
  assert.equal(rows.length, 4);
  assert.equal(clicks, 2);
  assert.ok(!rows.some((row) => row.includes('-0')), 'no hours are 0, not -0');
  await picture(page, 'skill', 960);
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(shots, 'coverage-skill-print.png'), fullPage: true });
  await page.emulateMedia({ media: null });
  const shown = await page.locator('main').innerText();
  const other = await open();
  await other.page.goto(page.url());
  assert.equal(await other.page.locator('main').innerText(), shown, 'the link shows the same to others');
  const csv = await download(page, page.locator('.takes a', { hasText: 'CSV' }));
  assert.ok(csv.bytes.toString('utf8').includes('Mehatronisko sistēmu tehniķis'));
  const xlsx = await download(page, page.locator('.takes a', { hasText: 'XLSX' }));
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');
  assert.deepEqual(complaints, []);
  await other.close();
  await close();
});

test('the smallest free Latvian set for one module, and what it leaves open', async () => {
  const { page, close, go } = await open();
  let clicks = 0;
  await go('/');
  await page.click('nav a[href="/materials"]'); clicks += 1;
  await page.selectOption('#f-for', { label: 'EM2 Elektrodrošība un darba aizsardzība (LKI 3)' }); clicks += 1;
  await page.selectOption('#f-lang', 'lv'); clicks += 1;
  await page.selectOption('#f-access', 'brīvi'); clicks += 1;
  await page.click('main form.fields button[type=submit]'); clicks += 1;
  await page.waitForURL(/access=/);
  // By data-samples/materials/energetika.xlsx: one free Latvian material names outcomes 1 and 3 of EM2, none names 2.
  assert.deepEqual(await names(page, 'td >> nth=0').then((all) => all.length), 1);
  const sections = page.locator('main section');
  assert.match(await sections.nth(0).innerText(), /Drošs montieris/);
  assert.match(await sections.nth(1).innerText(), /Palīdzēt cietušajam/);
  assert.equal(clicks, 5);
  await picture(page, 'materials', 840);
  await close();
});

test('an expert opens the matrix, gives a verdict on a cell by keyboard, and the second is told', async () => {
  const anna = await signIn('eksperts');
  const berta = await signIn('administrators');
  await anna.go(FITTER);
  await picture(anna.page, 'matrix', 800);
  const cell = await anna.page.locator('.matrix tbody td.v-none:not(.best) a').first().getAttribute('href');
  await anna.go(cell);
  await berta.go(cell);
  await anna.page.selectOption('#vv', 'partial');
  await anna.page.fill('#vr', 'Apgūst praksē.');
  await picture(anna.page, 'cell', 700);
  await anna.page.keyboard.press('Tab');
  await anna.page.keyboard.press('Enter');
  await anna.page.locator('.big', { hasText: 'daļēji' }).waitFor();
  assert.match(await anna.page.locator('.sides').innerText(), /Apgūst praksē/);
  await berta.page.selectOption('#vv', 'full');
  await berta.page.click('.sides form button[type=submit]:not(.plain)');
  await berta.page.locator('[role=alert]').waitFor();
  const told = await berta.page.locator('[role=alert]').innerText();
  assert.match(told, /eksperts/);
  assert.match(told, /Apgūst praksē/);
  assert.deepEqual(await axe(berta.page), []);
  await anna.go(FITTER);
  assert.ok(await anna.page.locator('.matrix .human').first().isVisible(), 'a person’s word is marked');
  await anna.close();
  await berta.close();
});

test('an expert gives an opinion, prints it and takes it along; whoever comes second loses nothing', async () => {
  const anna = await signIn('eksperts');
  const berta = await signIn('administrators');
  await anna.go('/opinion');
  await anna.page.locator('table a', { hasText: 'Elektromontieris' }).click();
  await anna.page.waitForURL(/opinion\/mip/);
  await berta.go(PROGRAMME);
  await anna.page.selectOption('#ov', 'after_corrections');
  await anna.page.fill('#os', 'Saturs atbilst nozares vajadzībām; jāpapildina EM5.');
  await anna.page.fill('#r5', 'Trūkst elektrolīniju aizsargjoslu.');
  await picture(anna.page, 'opinion', 860);
  await anna.page.click('.opinion-form button[type=submit]');
  await anna.page.waitForURL(/saved=1/);
  assert.match(await anna.page.locator('section[aria-labelledby=state]').innerText(), /pēc precizējumu veikšanas[^]*Eksperta paraugs/);
  await berta.page.fill('#r1', 'Cita piezīme.');
  await berta.page.click('.opinion-form button[type=submit]');
  await berta.page.locator('[role=alert]').waitFor();
  assert.equal(await berta.page.inputValue('#r1'), 'Cita piezīme.');
  assert.match(await berta.page.locator('main').innerText(), /Trūkst elektrolīniju aizsargjoslu/);
  assert.deepEqual(await axe(berta.page), []);
  await berta.page.screenshot({ path: join(shots, 'opinion-conflict.png'), fullPage: true });
  const docx = await download(anna.page, anna.page.locator('a', { hasText: 'DOCX' }));
  assert.equal(docx.bytes.subarray(0, 2).toString(), 'PK');
  await anna.page.click('a[href$="format=html"]');
  await anna.page.emulateMedia({ media: 'print' });
  assert.match(await anna.page.locator('main').innerText(), /Trūkst elektrolīniju aizsargjoslu/);
  await anna.page.screenshot({ path: join(shots, 'opinion-print.png'), fullPage: true });
  await picture(anna.page, 'opinion-print', 760);
  await anna.close();
  await berta.close();
});

test('a school brings its list, sees what to mend, and takes it along with the mapping', async () => {
  const { page, close, go } = await signIn('skola');
  await go('/materials');
  await page.locator('a', { hasText: 'Kartēt skolas sarakstu' }).click();
  await page.waitForURL(/\/lists$/);
  await page.setInputFiles('#lf', { name: 'saraksts.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('%PDF-1.7\n') });
  await page.click('form[enctype] button');
  await page.locator('[role=alert]', { hasText: 'PDF' }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.setInputFiles('#lf', join(samples, 'messy/skolas-saraksts-1257.csv'));
  await page.click('form[enctype] button');
  await page.waitForURL(/\/lists\/\d+$/);
  const told = await page.locator('table.own').innerText();
  for (const words of [/nav derīgs ISBN/, /tāds pats nosaukums/, /pēc vārdiem/, /nav nosaukuma/]) assert.match(told, words);
  await page.fill('#lo', '2015');
  await page.keyboard.press('Enter');
  await page.waitForURL(/older=2015/);
  assert.match(await page.locator('table.own').innerText(), /novecojis \(2012\)/);
  await picture(page, 'list', 960);
  await page.locator('a', { hasText: 'Tikai nekartētās' }).click();
  await page.waitForURL(/show=unmapped/);
  assert.equal(await page.locator('table.own tbody tr').count(), 1);
  const xlsx = await download(page, page.locator('.takes a', { hasText: 'XLSX' }));
  assert.equal(xlsx.bytes.subarray(0, 2).toString(), 'PK');
  await go('/lists');
  await page.setInputFiles('#lf', { name: xlsx.name, mimeType: 'application/octet-stream', buffer: xlsx.bytes });
  await page.click('form[enctype] button');
  await page.waitForURL(/\/lists\/\d+$/);
  await page.locator('summary', { hasText: 'Dzēst' }).click();
  await page.locator('button[name=sure]').click();
  await page.waitForURL(/\/lists$/);
  await close();
});

test('an expert ticks the work off that a new PKP asks for', async () => {
  const { page, close, go } = await signIn('eksperts');
  await go('/changes?sector=*');
  await picture(page, 'changes', 760);
  const first = page.locator('.work li').first();
  const words = await first.innerText();
  await first.locator('button').press('Enter');
  await page.locator('.work li', { hasText: '✓ eksperts' }).waitFor();
  assert.match(page.url(), /sector=/, 'one comes back to where one was');
  await page.locator('.work li').first().locator('button').click();
  await page.locator('.work li', { hasText: '✓ eksperts' }).waitFor({ state: 'detached' });
  assert.equal(await page.locator('.work li').first().innerText(), words);
  await close();
});

test('axe finds nothing, nothing is too wide, in both languages, on a desk and on a phone', async () => {
  const found = [];
  for (const viewport of [DESK, PHONE]) {
    const expert = await signIn('eksperts', { viewport });
    const school = await signIn('skola', { viewport });
    await school.go('/lists');
    await school.page.setInputFiles('#lf', join(samples, 'materials/mezs.csv'));
    await school.page.click('form[enctype] button');
    await school.page.waitForURL(/\/lists\/\d+$/);
    const list = new URL(school.page.url()).pathname;
    const cell = `/coverage/cell?qualification=pkp%2Fps-908%2F2023-11-15&row=pkp%2Fps-908%2F2023-11-15%2F1.2%2Fz-feba51&col=mip%2F32522011%2Felektromontieris%2Fem2`;
    for (const [who, pages] of [
      [expert, ['/coverage', FITTER, `${FITTER}&columns=outcomes&within=EM2`, '/coverage?framework=digcomp-2.2&sector=ENE', cell, '/skill?q=elektrodro%C5%A1%C4%ABba', '/skill?upside=taught', '/gaps?sector=ENE', MATERIALS, '/changes?sector=*', '/opinion', PROGRAMME]],
      [school, ['/lists', list]],
    ]) {
      for (const path of pages) {
        for (const language of ['lv', 'en']) {
          const joint = path.includes('?') ? '&' : '?';
          await who.go(`${path}${joint}hl=${language}`);
          found.push(...(await axe(who.page)).map((line) => `${viewport.width} ${language} ${path}: ${line}`));
          const wide = await tooWide(who.page);
          if (wide > 0) found.push(`${viewport.width} ${language} ${path}: ${wide} px too wide`);
          const name = path.replace(/[^a-z0-9]+/gi, '-').slice(1, 40);
          await who.page.screenshot({ path: join(shots, `coverage-${name}-${viewport.width}-${language}.png`), fullPage: true });
        }
      }
      found.push(...who.complaints);
    }
    await expert.close();
    await school.close();
  }
  assert.deepEqual(found, []);
});

test('choosing, showing holes and opening a module work without JavaScript', async () => {
  const { page, close, go } = await open({ javaScriptEnabled: false });
  await go('/coverage');
  await page.selectOption('#cq', 'pkp/ps-908/2023-11-15');
  await page.locator('form', { has: page.locator('#cq') }).locator('button').click();
  await page.waitForURL(/qualification=/);
  const all = await page.locator('.matrix tbody tr:not(.group)').count();
  await page.locator('.shows a', { hasText: 'Tikai trūkstošās' }).click();
  await page.waitForURL(/show=holes/);
  const holes = await page.locator('.matrix tbody tr:not(.group)').count();
  assert.ok(holes > 0 && holes < all, `${holes} of ${all}`);
  await go('/coverage?qualification=pkp%2Fps-907%2F2024-04-10');
  // A4 on its side has 1122 px less margins: twenty modules have to fit.
  await page.setViewportSize({ width: 1031, height: 700 });
  await page.emulateMedia({ media: 'print' });
  assert.ok((await tooWide(page)) <= 0, 'the matrix is wider than the paper');
  await page.screenshot({ path: join(shots, 'coverage-print.png'), fullPage: true });
  await page.pdf({ path: join(shots, 'coverage-print.pdf'), preferCSSPageSize: true });
  await close();
});
