import type { KeySense } from './key-words.ts';
import { distinctChars, entropy, isHex, isUuid, looksRandom, wordShare } from './random-look.ts';
import type { Assigned } from './read-value.ts';

/** Values that stand for a secret: templates, environment look-ups, masks, words for "put it here". */
const STAND_IN =
  /^(?:\$|%[sdv({]|%\w+%|<[^<>]*>?$|\{\{|\[|#\{|@\{|\*{2,}|•|\.{2,}|x{4,}|X{4,}|process\.env|os\.environ|env[.:]|secrets[.:]|vars?\.|data\.|local\.|module\.|arn:|https?:|file:|ref[+:]|!|&|\(|\/\/)/;
const STAND_IN_WORDS =
  /^(?:null|none|nil|undefined|true|false|yes|no|on|off|string|str|text|number|required|optional|changeme|change[-_]me|redacted|filtered|masked|hidden|removed|todo|tbd|test|dummy|foo|bar|baz|empty|default|invalid|missing|expired|unknown|object|bearer|basic|password|secret|token|enabled|disabled|n\/a)$/i;
const STAND_IN_PARTS =
  /(?:^|[-_.\s])(?:your|my|insert|enter|replace|example|sample|placeholder|changeme|dummy|fake|here|xxx+|redacted|todo)(?:[-_.\s]|$)|EXAMPLE|placeholder|x{6}|X{6}|\*{4}|0{10}|1234567890(?!\d{3})|\$\{|\{\{|%\(|ABCDEFGHIJKLMNOPQRSTUVWXYZ|abcdefghijklmnopqrstuvwxyz|<[a-z_ -]+>/i;

export function standsIn(value: string): boolean {
  const cut = value.slice(0, 512);
  if (STAND_IN.test(cut) || STAND_IN_WORDS.test(cut)) return true;
  return STAND_IN_PARTS.test(cut) || distinctChars(cut) <= Math.min(3, cut.length / 3);
}

const DOTTED_NAME = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+$/;
const PLACE =
  /^(?:\.{0,2}\/|[A-Za-z]:\\|~\/)|^[\w.-]+\/[\w./-]+\.[a-z]{1,5}$|\.(?:js|ts|tsx|jsx|mjs|cjs|py|rb|go|java|kt|php|cs|rs|json|ya?ml|xml|pem|crt|key|html?|css|map|jar|dll|so|exe|png|svg|txt|cer|p12|conf|toml|lock|sh)$/;
const VERSION = /^[vV]?\d{1,4}(?:\.\d{1,6}){1,4}(?:[-+._][\w.]+)?$|^\d{4}-\d\d-\d\d/;
const CONSTANT = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;
const ADDRESS = /^0[xX][\da-fA-F]{1,16}$/;
/** How certificates' fingerprints are written. */
const PAIRS_OF_HEX = /^(?:[\da-fA-F]{2}:){7}/;
/** Line and column behind a file name. */
const LINE = /(?::\d{1,7}){1,2}$/;
const INTEGRITY = /^sha(?:1|256|384|512)[-:]/;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,12}(?::\d{1,5})?(?:\/\S*)?$/;

/** Names of things: dotted identifiers, paths, versions, constants, hosts. Only for values made mostly of words. */
function namesThing(named: string): boolean {
  const value = named.replace(LINE, '');
  if (VERSION.test(value) || INTEGRITY.test(value) || ADDRESS.test(value) || PAIRS_OF_HEX.test(value))
    return true;
  if (CONSTANT.test(value)) return wordShare(value) > 0.5;
  if (!DOTTED_NAME.test(value) && !PLACE.test(value) && !HOST.test(value)) return false;
  return wordShare(value) > 0.35;
}

const isCall = ({ quoted, next }: Assigned): boolean => !quoted && (next === '(' || next === '[');

/** A plain word that an argument list or a query goes on behind is the name of a variable. */
const isArgument = ({ next }: Assigned): boolean => next === ',' || next === ')';

/** `password.rb:209:in`: the key was a file, the value is its line. */
const isLine = (value: string, { operator, spaced }: Assigned): boolean =>
  operator === ':' && !spaced && /^\d{1,6}(?::|$)/.test(value);

function isPassword(value: string, how: Assigned): boolean {
  if (isCall(how) || value.length < 3 || namesThing(value)) return false;
  if (!how.quoted && '(,||'.includes(how.operator) && !looksRandom(value, 8)) return false;
  if (value.startsWith(':') || isLine(value, how)) return false;
  const share = wordShare(value);
  const plain = /^[A-Za-z][A-Za-z_-]*$/.test(value);
  if (value.includes(' ') && share > 0.7) return false;
  if (how.quoted)
    return how.operator !== ',' && how.operator !== '('
      ? !/^[A-Za-z]*(?:pass(?:word|wd)?|secret|token|key)$/i.test(value)
      : !plain || looksRandom(value);
  if (plain && share > 0.5) return how.operator === '=' && !how.spaced && !isArgument(how);
  return how.operator !== ' ' || !plain;
}

function isSecret(value: string, how: Assigned): boolean {
  if (isCall(how) || value.length < 8 || namesThing(value)) return false;
  if (looksRandom(value, 8)) return true;
  if (/\s/.test(value)) return false;
  const digits = /\d/.test(value);
  if (/^\d+$/.test(value)) return value.length >= 16 && how.quoted;
  const share = wordShare(value);
  if (value.length >= 16 && share < 0.55 && entropy(value) > 3) return true;
  return digits && share < 0.45 && value.length >= 8 && /[^\w.-]/.test(value);
}

function isNeutral(value: string, how: Assigned): boolean {
  if (isCall(how) || value.length < 24 || value.length > 512 || isHex(value) || isUuid(value)) return false;
  if (!how.quoted && how.operator !== '=') return false;
  if (!/^[\w+/=.~-]+$/.test(value) || /[./-]\w{1,8}$/.test(value)) return false;
  if (wordShare(value) >= 0.3 || entropy(value) < 3.8 || (value.match(/\d/g)?.length ?? 0) < 2) return false;
  if (/[A-Z]/.test(value)) return /[a-z]/.test(value);
  return how.quoted && value.length >= 32 && /^[a-z\d]+$/.test(value);
}

/** So much of a value is judged, in UTF-16 units: what begins like a secret is one. */
const JUDGED = 512;

/** Whether the value behind a key of this sense is a secret. */
export function judgeValue(whole: string, sense: KeySense, how: Assigned): boolean {
  const value = whole.slice(0, JUDGED);
  if (value === '' || sense === 'benign' || standsIn(value)) return false;
  if (sense === 'password') return isPassword(value, how);
  if (sense === 'secret') return isSecret(value, how);
  if (namesThing(value) || isCall(how) || /[\s()[\]{}<>?\\|]/.test(value)) return false;
  if (sense === 'vendor') return looksRandom(value, 10) || /^\d{14,20}$/.test(value);
  if (sense === 'hint') return !isUuid(value) && looksRandom(value, 12);
  return isNeutral(value, how);
}
