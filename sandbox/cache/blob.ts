import type { Answer, SandboxRequest } from '../exchange.ts';
import type { CacheState } from './state.ts';

/** The blob store behind signed addresses: Azure's Put Blob, Put Block, Put Block List and Get Blob. */
const PATH = /^\/account\/cache\/(\d+)$/;

/** The operation that a request asks for; `undefined` when it is none of a blob. */
export function blobOperation(request: SandboxRequest): string | undefined {
  if (!PATH.test(request.pathname)) return undefined;
  const part = request.query.get('comp');
  return `${request.method} ${part ?? 'blob'}`;
}

/** Errors are XML, as Azure's are. */
const refuse = (status: number, code: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml', 'x-ms-error-code': code },
  body: `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`,
});

const created = (id: number): Answer => ({
  status: 201,
  headers: {
    etag: `"0x${id.toString(16)}"`,
    'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT',
    'x-ms-request-id': '0',
    'x-ms-version': '2025-01-05',
    'x-ms-request-server-encrypted': 'true',
  },
});

export function answerBlob(state: CacheState, request: SandboxRequest): Answer {
  const id = Number(PATH.exec(request.pathname)?.[1]);
  if (request.method === 'GET') return download(state, request, id);
  const reservation = state.reservations.get(id);
  if (reservation === undefined) return refuse(404, 'BlobNotFound');
  if (request.query.get('sig') !== reservation.signature) return refuse(403, 'AuthenticationFailed');
  const operation = blobOperation(request);
  if (operation === 'PUT block') {
    reservation.blocks.set(request.query.get('blockid') ?? '', request.bytes);
    return created(id);
  }
  if (operation === 'PUT blocklist') {
    const list = [...request.bytes.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)];
    const blocks = list.map(([, name = '']) => reservation.blocks.get(name));
    if (blocks.includes(undefined)) return refuse(400, 'InvalidBlockList');
    reservation.bytes = Buffer.concat(blocks as Buffer[]);
    return created(id);
  }
  if (operation !== 'PUT blob' || request.headers['x-ms-blob-type'] !== 'BlockBlob') {
    return { ...refuse(400, 'UnsupportedHeader'), unknown: `the sandbox's cache has no ${operation}` };
  }
  reservation.bytes = request.bytes;
  return created(id);
}

function download(state: CacheState, request: SandboxRequest, id: number): Answer {
  if (request.query.get('sig') !== `down${id}`) return refuse(403, 'AuthenticationFailed');
  const archive = state.archives.get(id);
  if (archive === undefined) return refuse(404, 'BlobNotFound');
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: archive };
}
