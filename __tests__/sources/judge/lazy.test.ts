import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

const SOURCES = join(import.meta.dirname, '../../../src');
const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** What each file brings along by being loaded, `import()` and types apart. */
const imports = new Map(
  files.map((file) => {
    const text = readFileSync(join(SOURCES, file), 'utf8').replace(/^import type .*$/gm, '');
    const specifiers = [...text.matchAll(/ from '([^']+)';$/gm)].map((match) => match[1] ?? '');
    const path = (name: string) =>
      name.startsWith('.') ? relative(SOURCES, join(SOURCES, dirname(file), name)) : name;
    return [file, specifiers.map(path)] as const;
  }),
);

it('the SDKs are loaded with the judge of their provider, and by nothing else', () => {
  const bringing = new Set(['openai', '@anthropic-ai/sdk', '@anthropic-ai/sdk/resources/messages']);
  for (let size = 0; size !== bringing.size; ) {
    size = bringing.size;
    for (const [file, names] of imports) if (names.some((name) => bringing.has(name))) bringing.add(file);
  }
  expect([...bringing].filter((name) => name.endsWith('.ts')).sort()).toEqual(
    ['anthropic', 'chat', 'openai', 'responses'].map((name) => join('sources/judge', `${name}.ts`)),
  );
});
