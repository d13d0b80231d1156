import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const files = readdirSync(join(ROOT, 'src'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const room = (file: string) => file.split('/')[1]?.replace(/\.ts$/, '') ?? '';
const imports = (text: string) =>
  [
    ...text.matchAll(
      /(?:^import|^export [^;]*|\}|^import type [^;]*) from '([^']+)';$|\bimport\('([^']+)'\)|^import '([^']+)';$|^import [\w* ,]+ from '([^']+)';$/gm,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');

/** DESIGN.md section 2: who may import whom. Packages by name, rooms by folder. */
const ALLOWED: Record<string, { rooms: string[]; packages: RegExp }> = {
  domain: { rooms: ['domain'], packages: /^$/ },
  safety: {
    rooms: ['domain', 'safety'],
    packages:
      /^(decode-named-character-reference$|mdast|micromark|unist|ipaddr\.js|@babel\/parser|diff|picomatch)/,
  },
  decide: { rooms: ['domain', 'decide'], packages: /^(diff|@babel\/parser|picomatch)$/ },
  render: { rooms: ['domain', 'safety', 'render'], packages: /^$/ },
  config: { rooms: ['domain', 'config'], packages: /^(zod|yaml|node:.*)$/ },
  sources: {
    rooms: ['domain', 'safety', 'sources'],
    packages:
      /^(p-retry|zod|node:.*|ipaddr\.js|undici|yauzl|@anthropic-ai\/sdk(?:\/resources\/messages)?|openai|@octokit\/.*)$/,
  },
  workbench: { rooms: ['domain', 'safety', 'workbench'], packages: /^node:.*$/ },
  memory: {
    rooms: ['domain', 'safety', 'memory'],
    packages: /^(zod|node:.*|sql\.js.*|@actions\/cache|ulid)$/,
  },
  effects: { rooms: ['domain', 'render', 'safety', 'effects'], packages: /^(zod|node:.*)$/ },
  runner: {
    rooms: ['domain', 'safety', 'runner'],
    packages: /^(zod|node:.*|@actions\/.*|@octokit\/.*|p-retry)$/,
  },
  modes: {
    rooms: ['domain', 'decide', 'effects', 'render', 'modes', 'config'],
    packages: /^node:(path|crypto)$/,
  },
};

const PURE = ['domain', 'safety', 'decide', 'render'];

describe('the house (DESIGN.md section 2)', () => {
  it.each(files.filter((file) => room(file) in ALLOWED))('%s imports only what its room may', (file) => {
    const rule = ALLOWED[room(file)];
    for (const specifier of imports(read(file))) {
      if (specifier.startsWith('.')) {
        const target = room(
          relative(ROOT, join(ROOT, file, '..', specifier))
            .split(sep)
            .join('/'),
        );
        expect(rule?.rooms, `${file} → ${specifier}`).toContain(target);
      } else {
        expect(specifier, `${file} → ${specifier}`).toMatch(rule?.packages ?? /^$/);
      }
    }
  });

  it.each(files.filter((file) => PURE.includes(room(file))))('%s is pure', (file) => {
    const code = read(file)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/(^|[^:'"`])\/\/.*$/gm, '$1');
    expect(code).not.toMatch(/\basync\b(?!['"`|])(?=\s*(function|\(|[a-z]+\s*=>))/);
    expect(code).not.toMatch(
      /\bnew Date\(\s*\)|\bDate\.now\(|Math\.random\(|\bprocess\.[a-z]|\bconsole\.[a-z]/,
    );
  });

  it.each(files.filter((file) => room(file) !== 'safety' && file !== 'src/domain/trust.ts'))(
    '%s makes no clean text of its own',
    (file) => {
      // Only safety/ turns text into what a sink takes; a cast anywhere else would be a way around it.
      expect(read(file)).not.toMatch(/\bas (?:SafeText|BriefText|LogText)\b/);
    },
  );

  it.each(files)('%s is at most 250 lines', (file) => {
    expect(read(file).trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  });

  it('has kebab-case file names and no utils', () => {
    for (const file of files) {
      expect(file).toMatch(/^src(\/[a-z0-9]+(-[a-z0-9]+)*)+\.(ts|d\.ts)$/);
      expect(file).not.toMatch(/util|helper/);
    }
  });
});
