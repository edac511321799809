// Starts the real service on the sample and a real browser; stops both.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

// Node 18, which Debian 12 has, knows no import.meta.dirname.
export const here = fileURLToPath(new URL('.', import.meta.url));
const root = resolve(here, '../..');
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
const require = createRequire(import.meta.url);

/** The release binary, as `cargo build --release` leaves it, or the one that PRASME_BINARY names. */
export const binary = process.env.PRASME_BINARY ?? join(resolve(root, target), 'release', 'prasme');

/** Starts `prasme demo` on a free port and waits for its address. */
export async function startService() {
  if (!existsSync(binary)) throw new Error(`${binary} is not there: run cargo build --release first`);
  const data = mkdtempSync(join(tmpdir(), 'prasme-browser-'));
  const process_ = spawn(binary, ['demo', '--listen', '127.0.0.1:0', '--data', data], { cwd: root });
  const said = [];
  const address = await new Promise((found, failed) => {
    const read = (chunk) => {
      said.push(chunk.toString());
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(said.join(''));
      if (match) found(match[0]);
    };
    process_.stdout.on('data', read);
    process_.stderr.on('data', read);
    process_.on('exit', (code) => failed(new Error(`prasme ended with ${code}: ${said.join('')}`)));
  });
  return {
    address,
    stop: async () => {
      const ended = new Promise((done) => process_.on('exit', done));
      process_.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Starts Debian's Chromium without a window. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** What axe finds against WCAG 2.2 AA, one line each. */
export async function axe(page) {
  await page.addScriptTag({ path: require.resolve('axe-core/axe.min.js') }).catch(async () => {
    // The page's policy forbids inline script; evaluating through the debugger is not the page's own.
    const { readFileSync } = await import('node:fs');
    await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  });
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} — ${v.help}`));
}
