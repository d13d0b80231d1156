import type { ChangedFile } from '../changed-file.ts';
import type { Language } from '../code/language.ts';
import { joinTokens, type Token } from '../code/token.ts';
import { type Gate, type GateFinding, gateLine } from '../finding.ts';
import { testSource } from '../tests/source.ts';
import { surveyTests, type TestSurvey } from '../tests/survey.ts';
import { commentLines, findByRules } from '../text/line-rule.ts';
import { findHandlers, type Handler } from './handler.ts';
import { SWALLOWS } from './swallow-rules.ts';

/** Statements that only tell someone. */
const TELLS =
  /^(?:await )?(?:(?:this|self|window|global|\$this|@\w+) (?:\.|->) )?(?:console|log|logger|_log|_logger|LOG|LOGGER|Log|logging|slog|Logger|Sentry|System (?:\.) (?:out|err)|Console|Debug|Trace|warnings|traceback|Rails (?:\.) logger|\w*[lL]og(?:ger)?|zap|glog|klog|tracing|fmt|Timber|Raven|bugsnag|Bugsnag|rollbar|e|ex|err|error) (?:\.|->|::|\?\.) (?:log|debug|info|warn|warning|error|exception|trace|fatal|critical|print\w*|Print\w*|Warn\w*|Error\w*|Info\w*|Debug\w*|WriteLine|captureException|captureMessage|notify|printStackTrace|v|d|i|w|severe|fine|LogError|LogWarning) [!(]|^(?:print|println|error_log|warn|puts|eprintln|println|warn_user|log|debug) ?!? ?[("]/;
/** Statements that only stand in for a result. */
const STANDS_IN =
  /^(?:return|next|continue|break|pass|\. \. \.|\.\.\.|nil|null|undefined|None|false|False|true|True|0|""|\[ \]|\{ \}|\( \)|return (?:null|nil|None|undefined|false|False|true|True|0|-1|- 1|""|\[ \]|\{ \}|\( \)|this|default|Optional \. empty \( \)|Ok \( \( \) \)|void 0)|void 0)$/;

/** An error that only prints itself. */
const PRINTS_ITSELF = /^\w+ \. printStackTrace \(/;

const isHollow = (statement: string): boolean => STANDS_IN.test(statement);

/** Statements of a body as normalised texts: split at `;` and at line ends outside of brackets. */
function statementsOf(body: readonly Token[]): readonly string[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  let line = body[0]?.line ?? 0;
  for (const token of body) {
    const sign = token.kind === 'sign' ? token.text : '';
    if (depth === 0 && (sign === ';' || (token.line !== line && sign !== '.' && sign !== '->')))
      parts.push([]);
    if (/^[([{]$/.test(sign)) depth += 1;
    else if (/^[)\]}]$/.test(sign)) depth = Math.max(0, depth - 1);
    line = token.endLine;
    if (sign !== ';') parts.at(-1)?.push(token);
  }
  return parts.map((part) => joinTokens(part)).filter((text) => text !== '');
}

/** What a handler does with the error; `null` when it handles it, or names it and answers with a value. */
function judge(handler: Handler, explained: boolean): Pick<GateFinding, 'outcome' | 'why'> | null {
  const statements = statementsOf(handler.body);
  if (statements.every(isHollow)) {
    const leaves = statements.some((text) => /^(?:return|continue|break|next)/.test(text));
    if (!handler.broad && (leaves || explained)) return null;
    // A bare return of Go carries the named results, the error among them.
    if (handler.checked && statements.includes('return')) return null;
    if (handler.broad && !leaves && !explained)
      return { outcome: 'fail', why: 'an error is caught and dropped' };
    return { outcome: 'needs-human', why: 'an error is caught and nothing is done about it' };
  }
  if (statements.every((text) => TELLS.test(text) || PRINTS_ITSELF.test(text) || isHollow(text))) {
    return handler.broad ? { outcome: 'needs-human', why: 'an error is caught and only logged' } : null;
  }
  return null;
}

const handlersOf = (side: ChangedFile['base'], language: Language): readonly Handler[] =>
  findHandlers(testSource(side.tokens(), language));

const baseHandlers = (file: ChangedFile): readonly Handler[] =>
  file.language === null ? [] : handlersOf(file.base, file.language);

/** Handlers that the patch brings: their code was nowhere in the base, or more often. */
function newHandlers(file: ChangedFile): readonly Handler[] {
  const { language } = file;
  if (language === null) return [];
  const changed = new Set(file.added);
  const fresh = handlersOf(file.patched, language).filter(({ line, endLine }) => {
    for (let at = line - 1; at < endLine; at += 1) if (changed.has(at)) return true;
    return false;
  });
  if (fresh.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { text } of baseHandlers(file)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return fresh.filter(({ text }) => {
    const left = counts.get(text) ?? 0;
    counts.set(text, left - 1);
    return left <= 0;
  });
}

/** Whether someone wrote down, inside the handler, why nothing happens there. */
function isExplained(comments: readonly string[], { line, endLine }: Handler): boolean {
  return comments
    .slice(line - 1, endLine + 1)
    .some((text) => /[A-Za-z]{3,}.{0,20}[A-Za-z]{3,}/.test(text) && !/noqa|eslint|nolint/.test(text));
}

/** A new handler in an existing test that does nothing: then the test cannot fail any more. */
function inTest(file: ChangedFile, handler: Handler, survey: TestSurvey): readonly GateFinding[] {
  const { files, kept } = survey;
  const around = [...kept.values()].some(
    ({ path, line, endLine }) => path === file.path && handler.line >= line && handler.line <= endLine,
  );
  // A test that moved brings its handlers along.
  const old = files.some(({ changed }) => baseHandlers(changed).some(({ text }) => text === handler.text));
  if (!around || old || !statementsOf(handler.body).every(isHollow)) return [];
  const text = (file.patched.lines[handler.line - 1] ?? '').trim();
  return [
    {
      outcome: 'fail',
      why: 'a failure of an existing test is caught',
      line: gateLine(file.path, handler.line, text),
    },
  ];
}

function inCode(file: ChangedFile, handler: Handler, comments: readonly string[]): readonly GateFinding[] {
  const found = judge(handler, isExplained(comments, handler));
  if (found === null) return [];
  return [
    {
      ...found,
      line: gateLine(file.path, handler.line, (file.patched.lines[handler.line - 1] ?? '').trim()),
    },
  ];
}

/** Benchmarks, examples and the like run for nobody but their author. */
const ASIDE = /(?:^|\/)(?:benchmarks?|bench|examples?|samples?|demos?|playground|docs?)\//i;

/** Refuses errors that are caught and dropped. What is only logged, or replaced by a stand-in, a person must see. */
export const swallowedErrors: Gate = {
  name: 'swallowed-errors',
  clean: 'No error is swallowed.',
  look: ({ files }) => {
    const survey = surveyTests(files);
    return files
      .filter(({ added, path }) => added.length > 0 && !ASIDE.test(path))
      .flatMap((file) => {
        if (file.kind === 'test')
          return newHandlers(file).flatMap((handler) => inTest(file, handler, survey));
        if (file.kind !== 'code') return [];
        const comments = commentLines(file.patched);
        const own = newHandlers(file).flatMap((handler) => inCode(file, handler, comments));
        return [...findByRules(file, SWALLOWS), ...own];
      });
  },
};
