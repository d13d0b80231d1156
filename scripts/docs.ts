import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { ConfigFile } from '../src/config/file.ts';
import { INPUTS, OUTPUTS } from '../src/config/inputs.ts';
import { kebabKey } from '../src/config/keys.ts';
import { ALL_RULES } from '../src/decide/noise/find.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** action.yml, from the one table of inputs and outputs. */
export function actionYml(): string {
  const inputs = Object.fromEntries(
    INPUTS.map((spec) => [
      spec.name,
      { description: spec.description, required: false, default: spec.default },
    ]),
  );
  const outputs = Object.fromEntries(OUTPUTS.map((spec) => [spec.name, { description: spec.description }]));
  const action = {
    name: 'Patchpilot',
    description: 'Production errors become verified draft pull requests, or a recorded decision not to act.',
    author: 'Patchpilot maintainers',
    branding: { icon: 'life-buoy', color: 'green' },
    inputs,
    outputs,
    // The post step saves what a run had learned before it failed; it is not worth a second where nothing failed.
    runs: {
      using: 'node24',
      main: 'dist/index.js',
      post: 'dist/index.js',
      'post-if': 'failure() || cancelled()',
    },
  };
  return `# Made by \`npm run docs\` from src/config/inputs.ts.\n${stringify(action, { lineWidth: 0 })}`;
}

/** JSON Schema of `.github/patchpilot.yml` for editors; keys as the file spells them. */
export function configSchema(): string {
  const schema = z.toJSONSchema(ConfigFile, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $id: 'https://patchpilot.dev/schema/patchpilot.schema.json', title: 'Patchpilot', ...kebab(schema) }, null, 2)}\n`;
}

/** Renames property names (not keywords of JSON Schema) to kebab-case. */
function kebab(schema: object): object {
  const inner = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inner);
    return typeof value === 'object' && value !== null ? kebab(value) : value;
  };
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      if (key === 'default' || key === 'enum') return [key, key === 'default' ? kebabDefault(value) : value];
      if (key === 'required' && Array.isArray(value))
        return [key, value.map((name: string) => kebabKey(name))];
      if (key !== 'properties') return [key, inner(value)];
      return [
        key,
        Object.fromEntries(
          Object.entries(value as object).map(([name, part]) => [kebabKey(name), inner(part)]),
        ),
      ];
    }),
  );
}

function kebabDefault(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(kebabDefault);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [kebabKey(key), kebabDefault(part)]));
}

interface SchemaPart {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, SchemaPart>>;
}

/** docs/configuration.md: every key with its meaning and default. */
export function configTable(): string {
  const schema = JSON.parse(configSchema()) as SchemaPart;
  const rows = (part: SchemaPart, prefix: string): string[] =>
    Object.entries(part.properties ?? {}).flatMap(([name, inner]) => {
      if (inner.properties !== undefined) return rows(inner, `${prefix}${name}.`);
      return [
        `| \`${prefix}${name}\` | ${cell(inner.description ?? '')} | \`${cell(JSON.stringify(inner.default))}\` |`,
      ];
    });
  return ['| Key | Meaning | Default |', '| --- | --- | --- |', ...rows(schema, '')].join('\n');
}

/** README tables of inputs and outputs. */
export function inputTable(): string {
  const rows = INPUTS.map(
    (spec) =>
      `| \`${spec.name}\` | ${cell(spec.description)} | ${spec.default === '' ? '' : `\`${spec.default}\``} |`,
  );
  return ['| Input | What it is for | Default |', '| --- | --- | --- |', ...rows].join('\n');
}

export function outputTable(): string {
  return [
    '| Output | What it says |',
    '| --- | --- |',
    ...OUTPUTS.map((spec) => `| \`${spec.name}\` | ${cell(spec.description)} |`),
  ].join('\n');
}

/** Replaces what stands between the two comments of a generated part. */
export function withPart(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`the part "${name}" is missing`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}

/** README with its generated parts made anew. */
export function readme(current: string): string {
  return withPart(withPart(current, 'inputs', inputTable()), 'outputs', outputTable());
}

/** Table of the noise rules. */
export function noiseTable(): string {
  const code = (text: string) => `\`${cell(text).replaceAll('`', "'")}\``;
  return [
    '| Rule | Kind | Looks at | Finds | Spares |',
    '| --- | --- | --- | --- | --- |',
    ...ALL_RULES.map(
      ({ name, kind, field, matches, spares }) =>
        `| \`${name}\` | ${kind} | ${field} | ${code(matches)} | ${code(spares)} |`,
    ),
  ].join('\n');
}

function cell(text: string): string {
  return text.replace(/\|/g, '\\|');
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(join(ROOT, 'action.yml'), actionYml());
  const path = join(ROOT, 'README.md');
  writeFileSync(path, readme(readFileSync(path, 'utf8')));
  const configuration = join(ROOT, 'docs/configuration.md');
  writeFileSync(configuration, withPart(readFileSync(configuration, 'utf8'), 'keys', configTable()));
  const noise = join(ROOT, 'docs/noise.md');
  writeFileSync(noise, withPart(readFileSync(noise, 'utf8'), 'rules', noiseTable()));
  mkdirSync(join(ROOT, 'schema'), { recursive: true });
  writeFileSync(join(ROOT, 'schema/patchpilot.schema.json'), configSchema());
}
