// The peer's side of benchmarks/verification.py: one line of JSON in, one line out.
//
// Each line in: {"text": credential, "documents": {url: text}}; contexts and status lists are
// among the documents, nothing is fetched. Each line out: {"verified", "error", "milliseconds"}.
// Timed is what a user of @digitalbazaar/vc does with a received file: parse, check signature,
// dates, that the key is the issuer's to use, and status with the list's own proof.
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
const parsed = new Map();

// contexts stay parsed, as they do for any user; lists come anew each round
function find(url) {
  const text = documents[url];
  if(text === undefined || !url.includes('context')) {
    return text && JSON.parse(text);
  }
  if(!parsed.has(url)) {
    parsed.set(url, JSON.parse(text));
  }
  return parsed.get(url);
}

async function documentLoader(url) {
  const document = find(url);
  if(document) {
    return {contextUrl: null, documentUrl: url, document};
  }
  if(url.startsWith('did:key:')) {
    const document = await didKey.get({url});
    return {contextUrl: null, documentUrl: url, document};
  }
  return vc.defaultDocumentLoader(url);
}

async function answer({text}) {
  const start = process.hrtime.bigint();
  const credential = JSON.parse(text);
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential(
    {credential, suite, documentLoader, checkStatus});
  // its status check answers what the bit says; a set bit is for the caller to refuse
  const set = (result.statusResult?.results ?? []).some(({status}) => status);
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const verified = result.verified && !set;
  const error = verified ? null : set ? 'status bit set' : String(
    result.error?.errors?.[0]?.message ?? result.error?.message ?? 'status');
  return {verified, error, milliseconds};
}

for await (const line of createInterface({input: process.stdin})) {
  const message = JSON.parse(line);
  documents = message.documents;
  process.stdout.write(JSON.stringify(await answer(message)) + '\n');
}
