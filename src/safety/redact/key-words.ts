import { namesVendor } from './vendors.ts';

/**
 * What a key promises about its value. `password`: whatever stands there is secret. `secret`: secret unless it reads
 * like words. `hint`: secret when it looks random. `benign`: an identifier, digest or place, never a secret.
 */
export type KeySense = 'password' | 'secret' | 'hint' | 'vendor' | 'neutral' | 'benign';

const set = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** After Relay's `@password` and the usual database and shell names. */
const PASSWORD =
  set(`password passwd passwort pwd passphrase pass passcode pw userpass userpassword dbpass dbpassword
  mysqlpwd pgpassword sshpass accountkey sharedaccesskey sharedsecret masterpassword rootpassword adminpassword
  passwords cleartextpassword otp totp`);

const SECRET =
  set(`secret secrets token apikey apikeys apitoken accesskey accesstoken secretkey secrettoken authkey
  authtoken privatekey privatetoken credential credentials creds cred bearer authorization jwt refreshtoken idtoken
  signingkey encryptionkey clientsecret appsecret sessionid sessiontoken session cookie connectionstring pin
  csrf xsrf csrftoken authenticitytoken sid phpsessid jsessionid connectsid webhook sas signature sig hmac passkey
  licensekey deploykey writekey masterkey appkey secretaccesskey saspolicy mfa tokens dsn auth oauth authn`);

const HINT = set(`key keys access api client cert license nonce salt seed cipher keyfile integration
  certificate authentication signing encryption private webhookurl app appid clientid webhooks`);

/** Last words that say: this names, places, counts or describes the thing; it is not the thing. */
const DESCRIBES =
  set(`name names url urls uri uris path paths file files filename type types kind count counts length size
  limit version versions ver hash hashes checksum digest sha sha1 sha256 md5 revision rev ref fingerprint thumbprint
  expiry expires expiration ttl timeout policy field label column index header headers provider endpoint host hostname
  port user username email format regex pattern class error exception status state scope scopes audience issuer method
  mode enabled required algorithm alg arn region zone description prefix suffix date time timestamp at on in level
  message msg text title rule rules schema table hint hints parser module function line position location dir directory
  folder package image tag release branch etag integrity trace span request correlation event pod container
  deployment manager handler factory provider store storage reader writer generator validator interceptor filter
  usage budget sum total max min last rotation age width height color colour style css icon button page link domain
  realm tokenizer component template resource object instance interface impl bean spec`);

/** Digests, public halves and plain words that survive whatever else the key says: GITHUB_SHA, publicToken. */
const BENIGN = set(`sha sha1 sha256 sha384 sha512 md5 digest checksum etag integrity hash fingerprint
  thumbprint public publickey pubkey keyword keywords`);

/** Words of ids that survive beside a vendor's name (sentry-trace, vercel_deployment_id), but not beside "secret". */
const IDENTIFIES =
  set(`revision rev traceid spanid trace span request requestid correlation release version build image
  uuid guid event deployment transaction replay sourcemap chunk asset layer blob tree parent merge breadcrumb buildid
  debugid commit crc resolved traceparent baggage`);

const WORDS = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;

/** The words of an identifier in lower case: `myApiKey2`, `MY_API_KEY_2` → my, api, key, 2. */
export function wordsOf(identifier: string): readonly string[] {
  return Array.from(identifier.slice(-160).matchAll(WORDS), ([word]) => word.toLowerCase());
}

const ENDS = /(?:password|passwd|passwort|passphrase)s?$/;
const ENDS_SECRET = /(?:secret|token|apikey|secretkey|accesskey|privatekey|authkey|licensekey|credentials?)$/;

function isPassword(word: string): boolean {
  return PASSWORD.has(word) || ENDS.test(word);
}

function isSecret(word: string): boolean {
  return SECRET.has(word) || (word.length > 5 && ENDS_SECRET.test(word));
}

/** Words joined in pairs too: `api key`, `client secret`, `access key`. */
function pairs(words: readonly string[]): readonly string[] {
  return words.map((word, at) => word + (words[at + 1] ?? '')).slice(0, -1);
}

const CREDENTIAL_IDS = set('client access app account api key application secret consumer');

function describes(words: readonly string[]): boolean {
  let last = words.length - 1;
  while (last > 0 && /^\d+$/.test(words[last] ?? '')) last--;
  const word = words[last] ?? '';
  if (word === 'id' || word === 'ids')
    return !words.slice(0, last).some((before) => CREDENTIAL_IDS.has(before));
  return DESCRIBES.has(word);
}

/** Names of source files: `set-password.ts:106`. */
const FILE_NAME =
  /\.(?:[cm]?[jt]sx?|py|rb|go|java|kt|php|cs|rs|swift|vue|svelte|dart|exs?|erl|scala|html?|json|ya?ml|xml|lua|pl|cc?|cpp|hh?|mm?|sql)$/;

export const isFileName = (key: string): boolean => FILE_NAME.test(key);

/** What the words of a key say about its value. */
export function senseOf(words: readonly string[]): KeySense {
  if (words.length === 0) return 'neutral';
  const joined = [...words, ...pairs(words)];
  if (joined.some((word) => BENIGN.has(word)) || describes(words)) return 'benign';
  const last = words.at(-1) ?? '';
  const id = /^ids?$/.test(last);
  if (!id && words.some(isPassword)) {
    return words.slice(-2).some(isPassword) || /^\d+$/.test(last) ? 'password' : 'secret';
  }
  if (!id && joined.some(isSecret)) return 'secret';
  if (joined.some((word) => IDENTIFIES.has(word))) return 'benign';
  if (namesVendor(words)) return 'vendor';
  return id || words.some((word) => HINT.has(word)) ? 'hint' : 'neutral';
}
