// The peer's side of benchmarks/verification.py: one line of JSON in, one line out.
//
// First line: {"documents": {url: document}}: contexts and status lists; nothing is fetched.
// Then lines {"credential": {...}, "rounds": n} -> {"verified": bool, "milliseconds": [...]}.
// Each round checks signature, dates, status (with the list's own proof) and that the key is
// the issuer's to use, exactly as @digitalbazaar/vc does for its users.
import {createInterface} from 'node:readline';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {driver} from '@digitalbazaar/did-method-key';
import * as vc from '@digitalbazaar/vc';

const didKey = driver();
didKey.use({
  multibaseMultikeyHeader: 'z6Mk',
  fromMultibase: Ed25519Multikey.from
});

let documents = {};

async function documentLoader(url) {
  if(documents[url]) {
    return {contextUrl: null, documentUrl: url, document: documents[url]};
  }
  if(url.startsWith('did:key:')) {
    const document = await didKey.get({url});
    return {contextUrl: null, documentUrl: url, document};
  }
  return vc.defaultDocumentLoader(url);
}

async function verifyOnce(credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  return vc.verifyCredential({credential, suite, documentLoader, checkStatus});
}

async function answer({credential, rounds}) {
  const milliseconds = [];
  let result;
  for(let i = 0; i < rounds; i++) {
    const start = process.hrtime.bigint();
    result = await verifyOnce(credential);
    milliseconds.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  // its status check answers what the bit says; a set bit is for the caller to refuse
  const set = (result.statusResult?.results ?? []).some(({status}) => status);
  const error = result.verified ? (set ? 'status bit set' : null) :
    String(result.error?.errors?.[0]?.message ?? result.error?.message ??
      result.statusResult?.error?.message ?? 'status');
  return {verified: result.verified && !set, error, milliseconds};
}

for await (const line of createInterface({input: process.stdin})) {
  const message = JSON.parse(line);
  if(message.documents) {
    documents = message.documents;
    process.stdout.write('{"ready": true}\n');
    continue;
  }
  process.stdout.write(JSON.stringify(await answer(message)) + '\n');
}
