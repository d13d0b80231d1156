import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorEvent, Exception, Frame } from '../../src/domain/event.ts';
import { untrusted } from '../../src/domain/trust.ts';

/** A labelled error: which files its fix touched, and what is known besides the stack. */
export interface Scenario {
  readonly language: string;
  readonly name: string;
  readonly tree: readonly string[];
  readonly fixed: readonly string[];
  readonly event: ErrorEvent;
  readonly prose: string;
  readonly releaseCommit: readonly string[];
  readonly suspectCommit: readonly string[];
}

interface Draft {
  name: string;
  fixed: string[];
  prose: string[];
  releaseCommit: string[];
  suspectCommit: string[];
  exceptions: { type: string; value: string; frames: Frame[] }[];
}

/** Reads every scenario of the folder. The format is described in evals/suspects/README.md. */
export function readScenarios(folder: string): readonly Scenario[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .flatMap((name) => readFile(name.replace('.txt', ''), readFileSync(join(folder, name), 'utf8')));
}

function readFile(language: string, text: string): readonly Scenario[] {
  const projects = text.split(/^project /m).slice(1);
  return projects.flatMap((project) => {
    const [head = '', ...cases] = project.split(/^case /m);
    const root = /^root (.*)$/m.exec(head)?.[1]?.trim() ?? '';
    const tree = [...head.matchAll(/^ {2}(\S+)$/gm)].map((match) => match[1] ?? '');
    return cases.map((body) => scenario(readCase(body, root), tree, language));
  });
}

function scenario(draft: Draft, tree: readonly string[], language: string): Scenario {
  const exceptions = draft.exceptions.map(({ type, value, frames }): Exception => {
    const shared = { module: null, handled: null, mechanism: null };
    return { type: untrusted(type), value: untrusted(value), ...shared, frames };
  });
  const nothing = { id: null, platform: null, title: null, message: null, culprit: null, transaction: null };
  const silent = {
    level: null,
    release: null,
    environment: null,
    timestamp: null,
    tags: {},
    sdk: null,
    problems: [],
  };
  const event: ErrorEvent = { ...nothing, ...silent, exceptions };
  const { name, fixed, releaseCommit, suspectCommit } = draft;
  return { language, name, tree, fixed, event, prose: draft.prose.join('\n'), releaseCommit, suspectCommit };
}

function readCase(body: string, root: string): Draft {
  const [name = '', ...lines] = body.split('\n');
  const draft: Draft = { name, fixed: [], prose: [], releaseCommit: [], suspectCommit: [], exceptions: [] };
  let prefix = root;
  for (const line of lines) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [word = '', rest = ''] = [line.split(' ')[0], line.slice(line.indexOf(' ') + 1).trim()];
    if (line.startsWith('  ')) draft.exceptions.at(-1)?.frames.push(readFrame(line.trim(), prefix));
    else if (word === 'fixed') draft.fixed.push(...rest.split(' '));
    else if (word === 'root') prefix = rest;
    else if (word === 'prose') draft.prose.push(rest);
    else if (word === 'release-commit') draft.releaseCommit.push(...rest.split(' '));
    else if (word === 'suspect-commit') draft.suspectCommit.push(...rest.split(' '));
    else {
      const colon = line.indexOf(': ');
      const type = colon < 0 ? line.trim() : line.slice(0, colon);
      draft.exceptions.push({ type, value: colon < 0 ? '' : line.slice(colon + 2), frames: [] });
    }
  }
  return draft;
}

function readFrame(line: string, root: string): Frame {
  const [call = '', source] = line.split(' | ');
  const jvm = /^([\w.$/]+)\.([\w$<>-]+)\((\S*?)(?::(\d+))?\)$/.exec(call);
  const plain = /^(\S+?):(\d+)(?: (.*))?$/.exec(call);
  const line1 = Number(jvm?.[4] ?? plain?.[2] ?? 1);
  const given = plain?.[1] ?? call;
  const path = jvm === null ? (given.startsWith('!') ? given.slice(1) : root + given) : (jvm[3] ?? '');
  const context = source === undefined ? [] : [{ line: line1, text: untrusted(source) }];
  const called = jvm?.[2] ?? plain?.[3];
  return {
    path: untrusted(path),
    absPath: null,
    module: jvm?.[1] === undefined ? null : untrusted(jvm[1]),
    function: called === undefined ? null : untrusted(called),
    line: line1,
    column: null,
    inApp: null,
    platform: null,
    context,
  };
}
