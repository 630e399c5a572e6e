// Calls a running service: node e2e.js ADDRESS DESCRIPTORS, where DESCRIPTORS is what `compendium inspect --schema` writes.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const [address, descriptors] = process.argv.slice(2);
const options = {keepCase: true, longs: String, enums: String, defaults: false, oneofs: true};
const api = grpc.loadPackageDefinition(loader.loadFileDescriptorSetFromBuffer(readFileSync(descriptors), options)).compendium.v1;
const client = new api.CatalogService(address, grpc.credentials.createInsecure());

// call makes a unary call and gives its response and header metadata.
function call(method, request, metadata = new grpc.Metadata()) {
  return new Promise((resolve, reject) => {
    let header;
    client[method](request, metadata, {deadline: Date.now() + 10_000}, (error, response) => {
      if (error) {
        reject(error);
      } else {
        resolve({response, header});
      }
    }).on('metadata', (m) => { header = m; });
  });
}

const {response: imatinib, header} = await call('GetDrug', {name: 'drugs/imatinib'});
assert.equal(imatinib.display_name, 'Imatinib');
const version = header.get('catalog-version')[0];
assert.match(version, /^[0-9a-f]{16}$/);

const masked = new grpc.Metadata();
masked.set('x-field-mask', 'name,uses.id');
const {response: narrow} = await call('GetDrug', {name: 'drugs/imatinib'}, masked);
assert.deepEqual(Object.keys(narrow).sort(), ['name', 'uses']);

let names = [];
for (let page_token = ''; ;) {
  const {response} = await call('ListDrugs', {page_size: 5, page_token, view: 'BASIC'});
  names = names.concat(response.drugs.map((drug) => drug.name));
  if (!response.next_page_token) {
    assert.equal(names.length, response.total_size);
    break;
  }
  page_token = response.next_page_token;
}
assert.equal(new Set(names).size, names.length);

await assert.rejects(call('GetDrug', {name: 'drugs/imatinb'}), (error) => {
  assert.equal(error.code, grpc.status.NOT_FOUND);
  assert.match(error.details, /Did you mean drugs\/imatinib\?/);
  return error.metadata.get('grpc-status-details-bin').length === 1;
});

const {response: found} = await call('SearchCatalog', {query: 'glivek'});
assert.equal(found.hits[0].name, 'drugs/imatinib');

await new Promise((resolve, reject) => {
  const watch = client.WatchCatalog({});
  watch.on('error', (error) => (error.code === grpc.status.CANCELLED ? resolve() : reject(error)));
  watch.once('data', (event) => {
    assert.equal(event.event, 'snapshot');
    assert.equal(event.catalog_version, version);
    watch.cancel();
  });
});

client.close();
console.log(`@grpc/grpc-js: ${names.length} drugs at version ${version}`);
