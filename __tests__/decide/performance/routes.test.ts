import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { declarations } from '../../../src/decide/performance/routes/declarations.ts';
import { handlersOf } from '../../../src/decide/performance/routes/tables.ts';
import { filesToRead, performanceSuspects, READ_ROUNDS } from '../../../src/decide/performance/suspects.ts';
import { indexTree } from '../../../src/domain/tree/tree.ts';
import { untrusted } from '../../../src/domain/trust.ts';

/** A repository of one framework, and for requests the file (and line) that handles them. */
interface Corpus {
  readonly framework: string;
  readonly tree: readonly string[];
  readonly texts: Readonly<Record<string, string>>;
  readonly cases: readonly { readonly transaction: string; readonly file: string; readonly line?: number }[];
}

const FOLDER = join(import.meta.dirname, 'corpus/routes');
const corpora = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Corpus,
);

/** As many files as intake reads. */
const MOST = 12;

describe.each(corpora.map((corpus) => [corpus.framework, corpus] as const))('%s', (_, corpus) => {
  it.each(corpus.cases.map((one) => [one.transaction, one] as const))('%s', (transaction, { file, line }) => {
    const tree = indexTree([...corpus.tree]);
    const texts = new Map<string, string>();
    for (let round = 0; round < READ_ROUNDS; round += 1)
      for (const path of filesToRead(transaction, { tree, texts }, MOST)) {
        const text = corpus.texts[path];
        if (text !== undefined) texts.set(path, text);
      }
    const name = { op: 'http.server', transaction: untrusted(transaction), project: 'shop' };
    const { suspects, confident } = performanceSuspects(
      { name, places: [] },
      { kind: 'own' },
      { tree, texts },
    );
    expect(suspects[0]?.path).toBe(file);
    expect(confident).toBe(true);
    if (line !== undefined) expect(suspects[0]?.lines?.[0]).toBe(line);
  });
});

describe('any text', () => {
  it('declares something or nothing, and never fails', () => {
    const piece = fc.constantFrom(
      "router.get('",
      "/orders/:id'",
      '(',
      ')',
      '{',
      '=>',
      '\n',
      '  ',
      'namespace :a do',
      "path('",
      '@GetMapping',
      "prefix='",
      '::class',
      'import x from "./y"',
      '"',
      "'",
      '[',
      'Route::',
      '->',
      '#',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 8 })), { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        for (const { line, parts } of declarations(text)) {
          expect(line).toBeGreaterThan(0);
          expect(parts).not.toContain('');
        }
        const tree = indexTree(['a.js', 'b/y.py', 'c/routes.go']);
        for (const path of ['a.js', 'b/y.py', 'c/routes.go'])
          handlersOf({ method: 'GET', segments: ['orders', '{id}'] }, new Map([[path, text]]), tree);
      }),
    );
  });

  it('of any size, in a tree of any size, is read in a moment', () => {
    const tree = indexTree(Array.from({ length: 50_000 }, (_, at) => `src/m${at % 500}/file${at}.ts`));
    const lines = Array.from(
      { length: 5_000 },
      (_, at) => `app.use('/api/v${at % 9}', things${at}); // ${'('.repeat(300)}`,
    );
    const texts = new Map([
      ['src/app.ts', lines.join('\n')],
      ['src/b.ts', `router.get(${'('.repeat(100_000)}`],
      ['src/c.ts', `${' '.repeat(100_000)}router.get('/x'`],
    ]);
    const route = { method: 'GET', segments: ['api', 'v1', 'things'] };
    // A blow-up takes minutes, and the test’s own patience ends before.
    expect(Array.isArray(handlersOf(route, texts, tree))).toBe(true);
  });
});
