import { performance } from 'node:perf_hooks';
import { redact } from '../src/safety/redact/redact.ts';

/**
 * `node bench/redact.ts`: time of the redactor on 64 KiB of ordinary text, then on hostile texts of 32 and 128 KiB.
 * What counts is the ratio of the two: 4 is linear, 16 is quadratic.
 */
const KIB = 1024;

const ORDINARY = [
  '    at CheckoutForm (https://shop.example.com/_next/static/chunks/pages/checkout-3f2a1b9c0d1e4f5a.js:1:20457)\n',
  '  File "/usr/local/lib/python3.11/site-packages/django/core/handlers/exception.py", line 55, in inner\n',
  '2024-06-11T08:21:44.123Z ERROR c.a.s.TokenService : user=42 status=401 request_id=5f0c8e3a took 12ms\n',
  '{"level":"error","message":"payment failed","amount":1200,"currency":"EUR","customer":"c_42"}\n',
].join('');

const HOSTILE: Readonly<Record<string, string>> = {
  'one token': 'a',
  'one random token': 'k3Jx9Qz2LmW8vTr1',
  'equal signs': '=',
  quotes: '"',
  backslashes: '\\',
  'keys and colons': 'a:',
  'secret keys': 'token=',
  'open strings': 'token="a ',
  'open escaped strings': 'token=\\"a\\ ',
  'open passwords': 'password="',
  percent: '%25',
  prefixes: 'sk-',
  'more prefixes': 'xoxb-',
  'jwt starts': 'eyJa.',
  'e-mail': 'a@',
  'e-mail domains': 'a@b.',
  dots: '1.',
  'hex groups': 'a1:',
  'card digits': '4111 ',
  'plus digits': '+1 ',
  urls: 'http://a:',
  'pem starts': '-----BEGIN PRIVATE KEY-----',
  'azure marks': 'Q~',
  homes: '/home/',
  cookies: 'cookie: a=',
  'kubernetes secrets': 'kind: Secret\ndata:\n',
  brackets: '<',
  blanks: ' ',
  lines: '\n',
  'key and blanks': `token${' '.repeat(40)}`,
  secrets: 'password=hunter2x&',
  'e-mails': 'jane@acme.example ',
};

function time(text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    redact(text);
    return performance.now() - start;
  });
  return Math.min(...times);
}

const fill = (piece: string, size: number): string =>
  piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

time(fill(ORDINARY, 64 * KIB));
console.log(`ordinary text, 64 KiB: ${time(fill(ORDINARY, 64 * KIB)).toFixed(1)} ms`);
for (const [name, piece] of Object.entries(HOSTILE)) {
  const [small, large] = [time(fill(piece, 32 * KIB)), time(fill(piece, 128 * KIB))];
  const ratio = (large / small).toFixed(1);
  console.log(`${name}: 32 KiB ${small.toFixed(1)} ms, 128 KiB ${large.toFixed(1)} ms, ratio ${ratio}`);
}
