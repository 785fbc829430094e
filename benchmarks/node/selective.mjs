// The peer's side of benchmarks/selective.py and of the tests that let both sides read what the
// other made: one line of JSON in, one line out. Nothing is fetched.
//
// {"op": "issue",  "suite", "document", "mandatory"}  -> {"document"}, signed by a key of ours
// {"op": "derive", "suite", "document", "pointers", "header"} -> {"document"}
// {"op": "verify", "suite", "text", "header"} -> {"verified", "error", "milliseconds"}
// "contexts": {url: document} may come with each and is remembered.
import {createInterface} from 'node:readline';
import * as Bls12381Multikey from '@digitalbazaar/bls12-381-multikey';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import * as bbs from '@digitalbazaar/bbs-2023-cryptosuite';
import * as ecdsa from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {driver} from '@digitalbazaar/did-method-key';
import * as vc from '@digitalbazaar/vc';

const SUITES = {'ecdsa-sd-2023': ecdsa, 'bbs-2023': bbs};
const didKey = driver();
didKey.use({multibaseMultikeyHeader: 'zDna', fromMultibase: EcdsaMultikey.from});
didKey.use({multibaseMultikeyHeader: 'zUC7', fromMultibase: Bls12381Multikey.from});

const contexts = new Map();
async function documentLoader(url) {
  if(contexts.has(url)) {
    return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
  }
  if(url.startsWith('did:key:')) {
    return {contextUrl: null, documentUrl: url, document: await didKey.get({url})};
  }
  return vc.defaultDocumentLoader(url);
}

const keys = {};
async function key(suite) {
  if(!keys[suite]) {
    const pair = suite === 'bbs-2023' ?
      await Bls12381Multikey.generateBbsKeyPair(
        {algorithm: Bls12381Multikey.ALGORITHMS.BBS_BLS12381_SHA256}) :
      await EcdsaMultikey.generate({curve: 'P-256'});
    const {publicKeyMultibase} = await pair.export({publicKey: true});
    pair.controller = `did:key:${publicKeyMultibase}`;
    pair.id = `${pair.controller}#${publicKeyMultibase}`;
    keys[suite] = pair;
  }
  return keys[suite];
}

async function issue({suite, document, mandatory}) {
  const pair = await key(suite);
  const issuer = typeof document.issuer === 'string' ? pair.controller :
    {...document.issuer, id: pair.controller};
  const cryptosuite = SUITES[suite].createSignCryptosuite({mandatoryPointers: mandatory});
  const proof = new DataIntegrityProof(
    {signer: pair.signer(), date: '2026-09-01T08:00:00Z', cryptosuite});
  return {document: await vc.issue(
    {credential: {...document, issuer}, suite: proof, documentLoader})};
}

async function derive({suite, document, pointers, header = ''}) {
  const options = {selectivePointers: pointers};
  if(suite === 'bbs-2023') {
    options.presentationHeader = Uint8Array.from(Buffer.from(header, 'hex'));
  }
  const cryptosuite = SUITES[suite].createDiscloseCryptosuite(options);
  return {document: await vc.derive({
    verifiableCredential: document, suite: new DataIntegrityProof({cryptosuite}),
    documentLoader})};
}

async function verify({suite, text, header}) {
  const start = process.hrtime.bigint();
  const options = header === undefined ? {} :
    {expectedPresentationHeader: Uint8Array.from(Buffer.from(header, 'hex'))};
  const cryptosuite = SUITES[suite].createVerifyCryptosuite(options);
  const result = await vc.verifyCredential({
    credential: JSON.parse(text), suite: new DataIntegrityProof({cryptosuite}),
    documentLoader});
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
  const {verified} = result;
  const error = verified ? null :
    String(result.error?.errors?.[0]?.message ?? result.error?.message);
  return {verified, error, milliseconds};
}

const OPERATIONS = {issue, derive, verify};
for await (const line of createInterface({input: process.stdin})) {
  const message = JSON.parse(line);
  for(const [url, document] of Object.entries(message.contexts ?? {})) {
    contexts.set(url, document);
  }
  let told;
  try {
    told = await OPERATIONS[message.op](message);
  } catch(error) {
    told = {error: String(error?.message ?? error)};
  }
  process.stdout.write(JSON.stringify(told) + '\n');
}
