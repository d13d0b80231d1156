import { EventEmitter } from 'node:events';
import type { ClientRequest } from 'node:http';
import type { RequestOptions } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/sources/health/address.ts';
import { healthUrl } from '../../../src/sources/health/check-url.ts';
import { guardedLookup, probe } from '../../../src/sources/health/probe.ts';

/** Addresses that no health check may reach, in every spelling that a URL parser or a resolver takes. */
const FORBIDDEN_HOSTS = [
  '127.0.0.1',
  '127.1',
  '127.0.1',
  '0.0.0.0',
  '0',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '127.000.000.001',
  '127.255.255.254',
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '100.127.255.255',
  '169.254.0.1',
  '169.254.169.254',
  '169.254.170.2',
  '0xa9fea9fe',
  '2852039166',
  '0251.0376.0251.0376',
  '192.0.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.1',
  '203.0.113.1',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '168.63.129.16',
  '100.100.100.200',
  '[::1]',
  '[::]',
  '[0:0:0:0:0:0:0:1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::ffff:10.0.0.1]',
  '[::ffff:169.254.169.254]',
  '[::ffff:a9fe:a9fe]',
  '[::127.0.0.1]',
  '[::ffff:0:127.0.0.1]',
  '[64:ff9b::127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[64:ff9b::a9fe:a9fe]',
  '[64:ff9b:1::1]',
  '[2002:7f00:1::]',
  '[2002:a00:1::1]',
  '[2002:a9fe:a9fe::]',
  '[2001:0:7f00:1::]',
  '[fe80::1]',
  '[fe80::1%25eth0]',
  '[fec0::1]',
  '[fc00::1]',
  '[fd00::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
  '[2001:db8::1]',
  '[100::1]',
  '[2606:4700::5efe:7f00:1]',
  'localhost',
  'LOCALHOST',
  'localhost.',
  'foo.localhost',
  'metadata.google.internal',
  'metadata',
  'kubernetes.default.svc.cluster.local',
  'router.lan',
  'printer.local',
  'intranet.corp',
  'host.docker.internal',
  '⑯⑨.254.⑯⑨.254',
  '１２７.0.0.1',
  '127。0。0。1',
  'ⓛocalhost',
];

const ODD_ADDRESSES = [
  'http://shop.acme.com/',
  'ftp://shop.acme.com/',
  'file:///etc/passwd',
  'gopher://shop.acme.com/',
  'javascript:alert(1)',
  'data:text/plain,x',
  '//shop.acme.com/',
  'shop.acme.com',
  '',
  'https://',
  'https://user@shop.acme.com/',
  'https://user:pw@shop.acme.com/',
  'https://shop.acme.com@127.0.0.1/',
  'https://127.0.0.1\\@shop.acme.com/',
  'https://shop.acme.com\n.evil.com/',
  'https://shop.acme.com\t/',
  'https://[::1',
  `https://${'a'.repeat(3_000)}.com/`,
];

describe('healthUrl', () => {
  it(`refuses ${FORBIDDEN_HOSTS.length} spellings of private hosts and ${ODD_ADDRESSES.length} odd addresses`, () => {
    expect(FORBIDDEN_HOSTS.length + ODD_ADDRESSES.length).toBeGreaterThanOrEqual(85);
    const let_through = [...FORBIDDEN_HOSTS.map((host) => `https://${host}/health`), ...ODD_ADDRESSES].filter(
      (address) => typeof healthUrl(address) !== 'string',
    );
    expect(let_through).toEqual([]);
  });

  it.each([
    'https://shop.acme.com/health',
    'https://shop.acme.com:8443/',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
    'https://xn--bcher-kva.de/',
  ])('lets %s pass', (address) => {
    expect(typeof healthUrl(address)).not.toBe('string');
  });
});

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '1.1.1.1', '140.82.112.3', '2606:4700::1111', '2a00:1450:4001::200e'])(
    '%s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each(['nonsense', '', '1.2.3', '::ffff:8.8.8.8'])('%j is not, wrapped or broken as it is', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

/** A resolver that knows a few names. */
const names =
  (known: Record<string, string[]>): LookupFunction =>
  (hostname, _, callback) => {
    const addresses = (known[hostname] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    callback(null, addresses as never);
  };

const looked = (known: string[]) =>
  new Promise<string>((done) => {
    guardedLookup(names({ x: known }))('x', { all: true }, (error, addresses) =>
      done(error?.code ?? JSON.stringify(addresses)),
    );
  });

describe('guardedLookup', () => {
  it.each([
    [['127.0.0.1']],
    [['8.8.8.8', '10.0.0.1']],
    [['::ffff:127.0.0.1']],
    [['fd00::1', '2606:4700::1']],
    [[]],
  ])('refuses a name with %j', async (addresses) => {
    expect(await looked(addresses)).toBe('EPRIVATE');
  });

  it('hands out public addresses', async () => {
    expect(await looked(['8.8.8.8'])).toContain('8.8.8.8');
  });
});

/** Connections that were opened, in order; each is answered from the table, through the guarded resolver. */
function network(
  answers: Record<string, { status: number; location?: string; body?: string }>,
  known: Record<string, string[]>,
) {
  const opened: string[] = [];
  const open = (url: URL, options: RequestOptions) => {
    const call = Object.assign(new EventEmitter(), { end: () => {} });
    const { lookup } = options;
    expect(options.headers).toEqual({ 'user-agent': 'patchpilot-health' });
    lookup?.(url.hostname, { all: true }, (error) => {
      queueMicrotask(() => {
        if (error) return void call.emit('error', error);
        opened.push(url.href);
        const { status, location, body = '' } = answers[url.href] ?? { status: 404 };
        call.emit(
          'response',
          Object.assign(Readable.from([body]), {
            statusCode: status,
            headers: location === undefined ? {} : { location },
          }),
        );
      });
    });
    return call as unknown as ClientRequest;
  };
  return {
    opened,
    ask: (address: string) => probe(address, { method: 'GET', timeout: 5_000, open, resolve: names(known) }),
  };
}

const PUBLIC = {
  'shop.acme.com': ['8.8.8.8'],
  'www.acme.com': ['1.1.1.1'],
  'rebind.acme.com': ['127.0.0.1'],
};

describe('probe', () => {
  it('follows a redirect between public hosts', async () => {
    const { opened, ask } = network(
      {
        'https://shop.acme.com/': { status: 302, location: 'https://www.acme.com/ok' },
        'https://www.acme.com/ok': { status: 200, body: 'fine' },
      },
      PUBLIC,
    );
    expect(await ask('https://shop.acme.com/')).toMatchObject({
      kind: 'answered',
      status: 200,
      body: 'fine',
    });
    expect(opened).toHaveLength(2);
  });

  it.each([
    'http://www.acme.com/',
    'https://127.0.0.1/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://[::ffff:10.0.0.1]/',
    'file:///etc/passwd',
    'https://user:pw@www.acme.com/',
  ])('never follows one to %s', async (location) => {
    const { opened, ask } = network({ 'https://shop.acme.com/': { status: 301, location } }, PUBLIC);
    expect((await ask('https://shop.acme.com/')).kind).toBe('refused');
    expect(opened).toEqual(['https://shop.acme.com/']);
  });

  it('connects to no name that resolves inside', async () => {
    const { opened, ask } = network({}, PUBLIC);
    expect(await ask('https://rebind.acme.com/')).toEqual({ kind: 'refused', why: 'private-address' });
    expect(opened).toEqual([]);
  });

  it('gives up a circle', async () => {
    const { opened, ask } = network({ 'https://shop.acme.com/': { status: 302, location: '/' } }, PUBLIC);
    expect(await ask('https://shop.acme.com/')).toEqual({ kind: 'refused', why: 'too-many-redirects' });
    expect(opened.length).toBeLessThanOrEqual(4);
  });

  it('reads no more than 64 KB', async () => {
    const { ask } = network({ 'https://shop.acme.com/': { status: 200, body: 'x'.repeat(500_000) } }, PUBLIC);
    const answer = await ask('https://shop.acme.com/');
    expect(answer.kind === 'answered' && answer.body.length).toBe(65_536);
  });
});
