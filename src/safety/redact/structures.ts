import { standsIn } from './judge-value.ts';
import { looksRandom, wordShare } from './random-look.ts';
import { RANK, type Span } from './span.ts';

/** A credential known by what surrounds it. The named group `secret` is what must go; `accept` may refuse a value. */
interface Structure {
  readonly name: string;
  readonly example: string;
  /** A text that must occur, in lower case, before the pattern is tried at all. */
  readonly needs: string;
  readonly pattern: RegExp;
  readonly accept?: (secret: string) => boolean;
}

const random = (secret: string): boolean => looksRandom(secret, 8);
const notStandIn = (secret: string): boolean => !standsIn(secret);
const unlikeWords = (secret: string): boolean =>
  !standsIn(secret) && (looksRandom(secret, 8) || wordShare(secret) < 0.6);

/** HTTP headers, URLs, command lines, and files with credentials. Every pattern is linear: bounded or disjoint runs. */
const STRUCTURES: readonly Structure[] = [
  {
    name: 'url-password',
    example: 'postgres://app:hunter2@db.internal/app',
    needs: '://',
    pattern: /:\/\/(?<secret>[^\s:@/"'`<>{}]{0,128}:[^\s@/"'`<>]{1,256})@/g,
    accept: (secret) => !/^(?:\$|\{|%|<)/.test(secret.slice(secret.indexOf(':') + 1)),
  },
  {
    name: 'url-password',
    example: 'https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/1',
    needs: '@',
    pattern: /:\/\/(?<secret>[\w.~-]{16,256})@/g,
    accept: random,
  },
  {
    name: 'authorization',
    example: 'Authorization: Basic dXNlcjpwYXNz',
    needs: 'authorization',
    pattern:
      /\bauthorization\\{0,3}["']?[ \t]{0,4}(?:=>|[:=,])[ \t]{0,4}\\{0,3}["']?(?:[a-z][\w-]{2,20}[ \t]{1,3})?(?<secret>[^\s"'\\,;]{6,4096})/gi,
    accept: unlikeWords,
  },
  {
    name: 'authorization',
    example: 'Basic dXNlcjpwYXNz',
    needs: 'basic ',
    pattern: /\bbasic[ \t]{1,3}(?<secret>[A-Za-z\d+/]{8,1024}={0,2})(?![\w.])/gi,
    accept: (secret) => random(secret) || (secret.endsWith('=') && wordShare(secret) < 0.8),
  },
  {
    name: 'bearer-token',
    example: 'Bearer 4f1c…',
    needs: 'bearer',
    pattern: /\bbearer(?:[ \t:]{1,3}|%20|\+)(?<secret>[\w.~+/=-]{8,4096})/gi,
    accept: unlikeWords,
  },
  {
    name: 'cookie',
    example: 'Cookie: sid=31d4d96e407aad42',
    needs: 'cookie',
    pattern:
      /(?<!set-)\bcookie\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?(?<secret>[\w.-]{1,64}=[^\r\n"'\\]{1,4096})/gi,
  },
  {
    name: 'cookie',
    example: 'Set-Cookie: sid=31d4d96e407aad42; Path=/',
    needs: 'set-cookie',
    pattern:
      /\bset-cookie\\{0,3}["']?[ \t]{0,4}[:=][ \t]{0,4}\\{0,3}["']?[\w.-]{1,64}=(?<secret>[^\r\n"'\\;]{1,4096})/gi,
  },
  {
    name: 'user-password',
    example: 'curl -u alice:hunter2 https://api.example.com',
    needs: 'curl',
    pattern:
      /(?:[ \t]-[a-zA-Z]{0,5}[uU]|[ \t]--(?:proxy-)?user)(?:[ \t]{1,3}|=|(?=["'\w]))["']?(?<secret>[^\s"':$<>{}]{0,128}:[^\s"'$<>{}]{1,256})/g,
    accept: (secret) => notStandIn(secret.slice(secret.indexOf(':') + 1)) && !/:[*x]+$/i.test(secret),
  },
  {
    name: 'user-password',
    example: 'curl -u "alice:hunter 2" https://api.example.com',
    needs: 'curl',
    pattern: /(?:[ \t]-u|[ \t]--user)[ \t=]{0,3}"(?<secret>[^"\n:$]{0,64}:[^"\n$]{1,256})"/g,
    accept: (secret) => notStandIn(secret.slice(secret.indexOf(':') + 1)),
  },
  {
    name: 'user-password',
    example: "curl -u 'alice:hunter 2' https://api.example.com",
    needs: 'curl',
    pattern: /(?:[ \t]-u|[ \t]--user)[ \t=]{0,3}'(?<secret>[^'\n:]{0,64}:[^'\n]{1,256})'/g,
    accept: (secret) => notStandIn(secret.slice(secret.indexOf(':') + 1)),
  },
  {
    name: 'header-secret',
    example: 'curl -H "X-Api-Key: 31d4d96e407aad42"',
    needs: 'curl',
    pattern:
      /(?:-H|--header)[ \t=]{0,3}\\{0,2}["'](?:authorization|[\w-]{0,40}(?:token|key|secret|auth|password|signature)[\w-]{0,20})[ \t]{0,3}:[ \t]{0,3}(?:[a-z][\w-]{2,20}[ \t]{1,3})?(?<secret>[^"'\\\s]{8,4096})/gi,
    accept: unlikeWords,
  },
  {
    name: 'signature',
    example: 'https://b.s3.amazonaws.com/k?X-Amz-Signature=31d4…',
    needs: '=',
    pattern:
      /[?&;](?:X-Amz-(?:Signature|Credential|Security-Token)|X-Goog-(?:Signature|Credential)|sig|signature|code|hmac|state|se_sig)=(?<secret>[^&\s"'<>#]{16,4096})/gi,
    accept: random,
  },
  {
    name: 'webhook-url',
    example: 'https://acme.webhook.office.com/webhookb2/…',
    needs: 'office.com/webhook',
    pattern: /https:\/\/[\w-]{1,64}\.?(?:webhook\.)?office\.com\/(?<secret>webhook(?:b2)?\/[\w@/-]{30,400})/g,
  },
  {
    name: 'webhook-url',
    example: 'https://prod-1.westus.logic.azure.com/workflows/…&sig=…',
    needs: 'logic.azure.com',
    pattern: /logic\.azure\.com(?::443)?\/workflows\/(?<secret>[\w/?=&%.-]{40,600})/g,
  },
  {
    name: 'telegram-bot-token',
    example: 'bot110201543:AAHdqTcv…',
    needs: ':a',
    pattern: /(?:(?<![\dA-Za-z])|(?<=\bbot))(?<secret>\d{5,16}:A[\w-]{34})(?![\w-])/g,
    accept: random,
  },
  {
    name: 'facebook-app-token',
    example: '1234567890123456|31d4d96e407aad42…',
    needs: '|',
    pattern: /(?<![\dA-Za-z])(?<secret>\d{15,16}(?:\||%7C)[\w-]{27,40})(?![\w-])/gi,
    accept: random,
  },
  {
    name: 'twitter-token',
    example: '2244994945-31d4D96e407aAd42…',
    needs: '-',
    pattern: /(?<![\w.-])(?<secret>\d{15,25}-[A-Za-z\d]{20,45})(?![\w-])/g,
    accept: random,
  },
  {
    name: 'sidekiq-secret',
    example: 'cafebabe:deadbeef',
    needs: 'contribsys',
    pattern: /(?<![\dA-Za-z])(?<secret>[\da-f]{8}:[\da-f]{8})(?![\dA-Za-z:])/gi,
  },
  {
    name: 'identified-by',
    example: "CREATE USER app IDENTIFIED BY 'hunter2'",
    needs: 'identified by',
    pattern: /identified by[ \t]{1,4}["'](?<secret>[^"'\n]{1,256})["']/gi,
    accept: (secret) => notStandIn(secret) && !/^[a-z]+(?:-[a-z]+)+$/.test(secret),
  },
];

/** Everything that its surroundings give away. */
export function matchStructures(text: string): readonly Span[] {
  const lower = text.toLowerCase();
  const spans: Span[] = [];
  for (const { name, needs, pattern, accept } of STRUCTURES) {
    if (!lower.includes(needs)) continue;
    for (const match of text.matchAll(pattern)) {
      const secret = match.groups?.secret ?? '';
      if (secret === '' || (accept !== undefined && !accept(secret))) continue;
      const start = match.index + match[0].indexOf(secret);
      spans.push({ start, end: start + secret.length, kind: name, rank: RANK.structure });
    }
  }
  return spans;
}
