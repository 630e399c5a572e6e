// What is asked of the service through a transport, in Node and in a browser alike.
import {fromBinary, createFileRegistry} from '@bufbuild/protobuf';
import {FileDescriptorSetSchema} from '@bufbuild/protobuf/wkt';
import {Code, ConnectError, createClient} from '@connectrpc/connect';

// calls returns what the service answers to a few calls. descriptors is what `compendium inspect --schema` writes.
export async function calls(transport, descriptors) {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptors));
  const client = createClient(registry.getService('compendium.v1.CatalogService'), transport);
  const errorInfo = registry.getMessage('google.rpc.ErrorInfo');
  let header;
  const drug = await client.getDrug({name: 'drugs/imatinib'}, {onHeader: (h) => { header = h; }});
  const page = await client.listDrugs({pageSize: 2});
  const found = await client.searchCatalog({query: 'glivek'});
  let failure;
  try {
    await client.getDrug({name: 'drugs/imatinb'});
  } catch (error) {
    const reason = errorInfo && ConnectError.from(error).findDetails(errorInfo)[0]?.reason;
    failure = {notFound: ConnectError.from(error).code === Code.NotFound, message: error.rawMessage, reason};
  }
  const stop = new AbortController();
  let event;
  try {
    for await (const response of client.watchCatalog({}, {signal: stop.signal})) {
      event = response.event.case;
      stop.abort();
    }
  } catch (error) {
    if (ConnectError.from(error).code !== Code.Canceled) {
      throw error;
    }
  }
  return {
    name: drug.displayName, version: header.get('catalog-version'), drugs: page.drugs.length, total: page.totalSize,
    hit: found.hits[0].name, failure, event,
  };
}
