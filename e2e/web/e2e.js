// Calls a running service over HTTP: node e2e.js URL DESCRIPTORS, where DESCRIPTORS is what `compendium inspect --schema`
// writes. The service has to let in every origin.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {createConnectTransport, createGrpcTransport, createGrpcWebTransport} from '@connectrpc/connect-node';
import {chromium} from 'playwright-core';
import {calls} from './calls.js';

const [baseUrl, schema] = process.argv.slice(2);
const descriptors = readFileSync(schema);

function check(how, answer) {
  const {version, total, failure, ...rest} = answer;
  assert.deepEqual(rest, {name: 'Imatinib', drugs: 2, hit: 'drugs/imatinib', event: 'snapshot'}, how);
  assert.match(version, /^[0-9a-f]{16}$/, how);
  assert.ok(total > 2, how);
  assert.ok(failure.notFound && /Did you mean drugs\/imatinib\?/.test(failure.message), how);
  if (failure.reason !== undefined) {
    assert.equal(failure.reason, 'RESOURCE_NOT_FOUND', how);
  }
  console.log(`${how}: answers`);
}

for (const [how, transport] of Object.entries({
  'node, connect': createConnectTransport({baseUrl, httpVersion: '1.1'}),
  'node, connect get': createConnectTransport({baseUrl, httpVersion: '1.1', useHttpGet: true}),
  'node, connect over HTTP/2': createConnectTransport({baseUrl, httpVersion: '2', useBinaryFormat: true}),
  'node, grpc-web': createGrpcWebTransport({baseUrl, httpVersion: '1.1'}),
  'node, grpc on the port of HTTP': createGrpcTransport({baseUrl}),
})) {
  check(how, await calls(transport, descriptors));
}

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
if (!browser) {
  console.log('there is no Chromium here; the page in a browser is not run');
  process.exit(0);
}
const types = {html: 'text/html', js: 'text/javascript'};
const pages = createServer((request, response) => {
  const path = new URL(request.url, 'http://x').pathname;
  const file = path === '/schema' ? schema : new URL('.' + path, import.meta.url);
  if (path !== '/schema' && !existsSync(file)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {'Content-Type': types[path.split('.').pop()] ?? 'application/octet-stream'});
  response.end(readFileSync(file));
}).listen(0, '127.0.0.1');
await new Promise((resolve) => pages.once('listening', resolve));
const running = await chromium.launch({executablePath: browser, args: ['--no-sandbox']});
const page = await running.newPage();
page.on('pageerror', (error) => { throw error; });
await page.goto(`http://127.0.0.1:${pages.address().port}/page.html`);
await page.waitForFunction(() => window.ask);
const {answers, name, again} = await page.evaluate((url) => window.ask(url), baseUrl);
for (const [how, answer] of Object.entries(answers)) {
  check('browser, ' + how, answer);
}
assert.equal(name, 'Imatinib');
assert.equal(again, 304);
console.log('browser, fetch: answers');
await running.close();
pages.close();
process.exit(0);
