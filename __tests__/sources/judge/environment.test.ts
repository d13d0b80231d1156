import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ModelDouble, startModel } from '../../../sandbox/model/double.ts';
import { type Core, createCore } from '../../../sandbox/server.ts';
import {
  DEFAULT_JUDGE_POLICY,
  JUDGE_PROVIDERS,
  type JudgeProvider,
} from '../../../src/domain/policy/judge.ts';
import { createJudgeClient } from '../../../src/sources/judge/client.ts';
import { question } from './question.ts';

const KEY = 'sk-sandbox-judge-key';
const ELSEWHERE = 'http://127.0.0.1:1/elsewhere';
let core: Core;
let model: ModelDouble;

beforeAll(async () => {
  core = createCore();
  model = await startModel(core);
  model.key(KEY);
});
afterAll(() => model.close());
beforeEach(() => core.forget());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

/** Names of all variables that the code of a package mentions, so that an update brings its new ones along. */
function variables(name: string): string[] {
  const folder = join(import.meta.dirname, '../../../node_modules', name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.mjs'),
  );
  const found = files.flatMap((file) => [
    ...readFileSync(join(folder, file), 'utf8').matchAll(
      /readEnv\)?\(['"]([A-Z_0-9]+)['"]|process\.env\.([A-Z_0-9]+)/g,
    ),
  ]);
  const names = found.map((match) => match[1] ?? match[2] ?? '');
  return [...new Set(names)].filter(
    (one) => !/^(?:PATH|HOME|USERPROFILE|APPDATA|XDG_CONFIG_HOME)$/.test(one),
  );
}

const VARIABLES = [...new Set(['@anthropic-ai/sdk', 'openai'].flatMap(variables))];

function hostile(name: string): string {
  if (name.endsWith('_LOG')) return 'debug';
  if (name.endsWith('_CUSTOM_HEADERS')) {
    return 'x-api-key: sk-other\nAuthorization: Bearer sk-other\nX-Stolen: yes\nanthropic-version: 1999-01-01\nuser-agent: other';
  }
  if (name.includes('OPEN_TELEMETRY')) return 'content';
  return /URL|ENDPOINT/.test(name) ? ELSEWHERE : 'sk-other';
}

async function asked(provider: JudgeProvider) {
  core.forget();
  const url = provider === 'anthropic' ? model.url : `${model.url}/v1`;
  const options = { provider, model: 'judge-1', key: KEY, url, policy: DEFAULT_JUDGE_POLICY };
  const answer = await createJudgeClient(options).ask(question());
  return {
    answer,
    requests: core.log.map(({ method, path, headers, body }) => ({ method, path, headers, body })),
  };
}

describe.each(JUDGE_PROVIDERS)('%s in a hostile environment', (provider) => {
  it('is asked the same, at the same place, and nothing is printed', async () => {
    expect(VARIABLES).toEqual(
      expect.arrayContaining(['ANTHROPIC_BASE_URL', 'ANTHROPIC_CUSTOM_HEADERS', 'OPENAI_LOG']),
    );
    const before = await asked(provider);
    for (const name of VARIABLES) vi.stubEnv(name, hostile(name));
    const outs = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')];
    const prints = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name),
    );
    const after = await asked(provider);
    for (const print of [...outs, ...prints]) expect(print).not.toHaveBeenCalled();
    expect(after).toEqual(before);
    expect(after.answer.kind).toBe('verdict');
    expect(after.requests).toHaveLength(1);
    expect(process.env.OPENAI_LOG).toBe('debug');
  });

  it('says no more about this machine than its kind', async () => {
    const { requests } = await asked(provider);
    const names = Object.keys(requests[0]?.headers ?? {}).filter((name) => !name.startsWith('x-stainless-'));
    expect(names.sort()).toEqual([
      'accept',
      'accept-encoding',
      'accept-language',
      ...(provider === 'anthropic' ? ['anthropic-version'] : []),
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'sec-fetch-mode',
      'user-agent',
    ]);
  });
});
