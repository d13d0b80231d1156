import { RANK, type Span } from './span.ts';

/**
 * Where a person's name in a home path goes. `prose`: everywhere but in stack frames, whose paths are what the reader
 * needs and come from build machines and servers. `all`: also there (for public sinks). `none`: nowhere.
 */
export type HomePaths = 'prose' | 'all' | 'none';

const HOME =
  /(?<![\w.])(?:\/home\/|\/Users\/|[A-Za-z]:\\{1,4}(?:Users|Documents and Settings)\\{1,4}|[A-Za-z]:\/Users\/)([^/\\\s"'`:*?<>|(),;[\]]{1,64})/g;

/** Accounts of machines and images, not of people. */
const SERVICE_ACCOUNTS: ReadonlySet<string> = new Set(
  `ubuntu runner app node vercel ec2-user root circleci sbx_user1051 sbx_user admin administrator runneradmin vsts
  azureuser centos debian user users public default shared jenkins gitlab-runner travis github git deploy deployer web www www-data
  nginx apache site wwwroot containeruser containeradministrator pi vagrant docker builder build ci codespace gitpod coder vscode
  service svc worker server backend frontend api nobody appuser nonroot nextjs bun deno rails python java opc linuxbrew
  expo semaphore buildkite bitrise project workspace src code work dev test distiller local`.split(/\s+/),
);

/** A stack frame: `at …`, `File "…", line`, `in …`, `from …`, or a path that a line number follows. */
const FRAME_START = /^\s*(?:at |File "|from |in |#\d|\d+[ :]|\d+\)|--> |\||Caused by|\w*@)/;
const LINE_BEHIND = /^[^\s"'()]{0,400}(?:["')]{0,2}(?::\d+|, line \d|:in |\(\d+)| line \d|\(\d+\)|\]?:\d)/;

function inFrame(text: string, start: number, end: number): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  return (
    (start - lineStart < 400 && FRAME_START.test(text.slice(lineStart, start + 1))) ||
    LINE_BEHIND.test(text.slice(end, end + 420))
  );
}

export function matchHomePaths(text: string, mode: HomePaths): readonly Span[] {
  if (mode === 'none') return [];
  const spans: Span[] = [];
  for (const match of text.matchAll(HOME)) {
    const user = match[1] ?? '';
    const end = match.index + match[0].length;
    if (SERVICE_ACCOUNTS.has(user.toLowerCase()) || /^[\d${<%.]/.test(user)) continue;
    if (mode === 'prose' && inFrame(text, match.index, end)) continue;
    spans.push({ start: end - user.length, end, kind: 'user', rank: RANK.personal });
  }
  return spans;
}
