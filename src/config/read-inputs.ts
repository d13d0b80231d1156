import { z } from 'zod';
import { ConfigError } from '../domain/errors.ts';
import { JUDGE_PROVIDERS } from '../domain/policy/judge.ts';
import { INPUTS, MODES } from './inputs.ts';
import { judgeProblems } from './judge.ts';
import { type Env, inputText } from './secrets.ts';
import { serviceUrl } from './service-url.ts';

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const text = z.string().transform((value) => (value === '' ? null : value));
const slug = z
  .string()
  .regex(/^[a-zA-Z0-9_-]*$/, 'use the slug from the address bar: letters, digits, `-` and `_`');
const url = z.string().transform((value, context) => {
  const read = serviceUrl(value);
  if ('url' in read) return read.url;
  context.addIssue({ code: 'custom', message: read.cure });
  return z.NEVER;
});
const number = z
  .string()
  .regex(/^[1-9]\d{0,9}$|^$/, 'use a number, such as 42')
  .transform((value) => (value === '' ? null : Number(value)));

/** Another job's output: what is no digest matches nothing, and is refused as such rather than failing the step. */
const digest = z.string().transform((value) => value.toLowerCase());

const Inputs = z.object({
  mode: z.enum(MODES),
  enabled: flag,
  dryRun: flag,
  since: z
    .string()
    .regex(/^(?:[1-8]?\d|90)d$|^$/, 'use a number of days from `1d` to `90d`')
    .transform((value) => (value === '' ? null : value)),
  githubToken: z.string(),
  sentryToken: text,
  sentryOrg: slug.transform((value) => (value === '' ? null : value)),
  sentryProjects: list.pipe(z.array(slug)),
  sentryUrl: url,
  vercelToken: text,
  vercelProject: z
    .string()
    .regex(/^[a-zA-Z0-9._-]{0,100}$/, 'use the id or the name of the project')
    .transform((value) => (value === '' ? null : value)),
  vercelTeam: slug.transform((value) => (value === '' ? null : value)),
  vercelUrl: url,
  environment: list.pipe(z.array(z.string().max(64)).min(1)),
  label: z.string().regex(/^[^,\s][^,]{0,38}$/, 'use a name of at most 39 characters without commas'),
  markerKey: z
    .string()
    .regex(/^$|^.{16,}$/s, 'use at least 16 characters')
    .transform((value) => (value === '' ? null : value)),
  issue: number,
  rebuild: flag,
  redispatch: flag,
  outputDirectory: text,
  baseSha: z
    .string()
    .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})?$/, 'use the full id of a commit: 40 hexadecimal digits')
    .transform((value) => (value === '' ? null : value)),
  patchFile: text,
  patchSha256: digest,
  briefFile: text,
  briefSha256: digest,
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{16}$|^$/, 'use the `fingerprint` of the `repairs` output')
    .transform((value) => (value === '' ? null : value)),
  attempt: number,
  proofFile: text,
  proofDigest: digest,
  reportFile: text,
  usageFile: text,
  judgeKey: text,
  judgeProvider: z.enum(JUDGE_PROVIDERS),
  judgeModel: text.pipe(z.string().max(200, 'use the name of a model').nullable()),
  posthogKey: text,
  posthogProject: z
    .string()
    .regex(/^\d{0,12}$/, 'use the number of the project')
    .transform((value) => (value === '' ? null : value)),
  posthogUrl: url,
  judgeUrl: z.union([z.literal('').transform(() => null), url]),
});

/** Inputs without which a mode can do nothing. */
const MISSING_NUMBER = 'pass the number from the `repairs` output of intake';
const NEEDED: Readonly<Record<string, z.ZodRawShape>> = {
  propose: {
    githubToken: z.string().min(1, 'pass `github-token: ${{ github.token }}`'),
    issue: z.string().min(1, MISSING_NUMBER).pipe(number),
    attempt: z.string().min(1, MISSING_NUMBER).pipe(number),
    fingerprint: z
      .string()
      .min(1, 'pass the `fingerprint` of the `repairs` output')
      .pipe(Inputs.shape.fingerprint),
    baseSha: z.string().min(1, 'pass the `base` of the `repairs` output').pipe(Inputs.shape.baseSha),
  },
  performance: { githubToken: z.string().min(1, 'pass `github-token: ${{ github.token }}`') },
  recover: { githubToken: z.string().min(1, 'pass `github-token: ${{ github.token }}`') },
  intake: { githubToken: z.string().min(1, 'pass `github-token: ${{ github.token }}`') },
  verify: {
    baseSha: z.string().min(1, 'pass the id of the commit that the brief names').pipe(Inputs.shape.baseSha),
    patchFile: z.string().min(1, 'pass the path of the patch that the repair job made'),
  },
};

/** The action's inputs, checked and typed. Durations and sizes live in the configuration file. */
export type Inputs = Readonly<z.infer<typeof Inputs>>;

/** Reads `INPUT_*` as the runner sets them; throws ConfigError with every problem at once. */
export function readInputs(env: Env): Inputs {
  const raw = Object.fromEntries(
    INPUTS.map((spec) => [camel(spec.name), inputText(env, spec.name) || fallback(spec.default)]),
  );
  const parsed = Inputs.extend(NEEDED[raw.mode ?? ''] ?? {}).safeParse(raw) as z.ZodSafeParseResult<Inputs>;
  if (parsed.success && parsed.data.since !== null && !parsed.data.dryRun) {
    throw new ConfigError([
      'Input since is a backtest, which writes nothing: set `dry-run: true` beside it.',
    ]);
  }
  const problems = parsed.success ? [...judgeProblems(parsed.data), ...productProblems(parsed.data)] : [];
  if (problems.length > 0) throw new ConfigError(problems);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new ConfigError(
    parsed.error.issues.map((issue) => {
      const spec = INPUTS.find((candidate) => camel(candidate.name) === issue.path[0]);
      const value = spec?.secret
        ? 'not usable'
        : JSON.stringify(raw[String(issue.path[0])]?.slice(0, 80) ?? '');
      return `Input ${spec?.name ?? String(issue.path[0])} is ${value}: ${cure(issue)}.`;
    }),
  );
}

/** A key without its project would be sent nowhere, and nobody would know. */
function productProblems({ posthogKey, posthogProject }: Inputs): string[] {
  return posthogKey !== null && posthogProject === null
    ? ['Input posthog-project is empty: set it to the number of the project that `posthog-key` is for.']
    : [];
}

/** An expression default (`${{ github.token }}`) is filled in by the runner, not by us. */
function fallback(text: string): string {
  return text.startsWith('${{') ? '' : text;
}

function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());
}

function cure(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value')
    return `use ${issue.values.map((value) => `\`${String(value)}\``).join(' or ')}`;
  return issue.message;
}
