/** What a frame does in its stack: only `work` is normally where a fix goes. */
export type Role = 'work' | 'guard' | 'glue' | 'shared';

/** A rule of a table: tested on a function's last name or a file's stem, in snake case and lower case. */
export interface RoleRule {
  readonly name: string;
  readonly role: Role;
  readonly on: 'function' | 'stem';
  readonly pattern: RegExp;
  readonly matches: string;
  readonly spares: string;
}

/** First match wins; functions are asked before files. */
export const ROLE_RULES: readonly RoleRule[] = [
  {
    name: 'raises or reports',
    role: 'guard',
    on: 'function',
    pattern:
      /^(?:raise|throw|rethrow|fail|panic|abort|die|bail|reject|report|complain|croak|warn|deprecat|assert|invariant|precondition|unreachable|must|expect|error|err|fatal|exception)(?:_|s?$|ed$|\d)|^(?!format|render|print|log|repr|show|handle|on_)[a-z0-9_]+_(?:error|exception)$/,
    matches: 'raise_for_status',
    spares: 'reporting_view',
  },
  {
    name: 'makes an error',
    role: 'guard',
    on: 'function',
    pattern:
      /^(?:construct|wrap|new|create|build|make|get|to|as|from|code_frame|build_code_frame)_(?:error|exception|err|[a-z0-9_]*_(?:error|exception|err))$/,
    matches: 'constructReadException',
    spares: 'create_error_page',
  },
  {
    name: 'checks and raises',
    role: 'guard',
    on: 'function',
    pattern:
      /^(?:check|validate|verify|ensure|require|enforce)(?:_|s?$)|_or_(?:throw|raise|fail|die|panic|404)$|^not_null$|^non_null$/,
    matches: 'checkNotNull',
    spares: 'checkout',
  },
  {
    name: 'handles a bad case by raising',
    role: 'guard',
    on: 'function',
    pattern:
      /^handle_(?:unexpected|missing|bad|weird|invalid|unknown|unresolved|instantiation|error|exception|primitive|null)/,
    matches: 'handleUnexpectedToken',
    spares: 'handle_order',
  },
  {
    name: 'runs other code',
    role: 'glue',
    on: 'function',
    pattern:
      /^(?:eval|eval_[a-z_]+|exec|execfile|run_code|get_response|process_view|full_dispatch_request|wsgi_app)$/,
    matches: 'eval_expr',
    spares: 'evaluate',
  },
  {
    name: 'passes a call on',
    role: 'glue',
    on: 'function',
    pattern:
      /^(?:wrapper|wrapped|wrap|wraps|inner|inner_wrapper|decorator|decorated|decorate|new_func|func_wrapper|call|callback|apply|invoke|invoke_[a-z_]+|do_call|dispatch|dispatch_[a-z_]+|dispatch_request|do_dispatch|main|module|run|run_[a-z_]+|exec|execute|execute_[a-z_]+|do_execute|emit|fire|trigger|notify|proxy|delegate|intercept|proceed|next|then|run_task|handle_request|process_request|serve_http|middleware|retry|with_retry|getattr|getattribute)$/,
    matches: '_execute_with_wrappers',
    spares: 'callable_name',
  },
  {
    name: 'error file',
    role: 'guard',
    on: 'stem',
    pattern:
      /(?:^|_)(?:errors?|exceptions?|validation|validations|assert|asserts|assertions?|invariant|preconditions?|contracts?|deprecations?|warnings?|diagnostics?|error_handlers?|error_handling|error_boundary|exception_(?:handlers?|filter|mapper|advice|middleware))$/,
    matches: 'IllegalStateException',
    spares: 'terror_cell',
  },
  {
    name: 'checking file',
    role: 'guard',
    on: 'stem',
    pattern:
      /^(?:validate|validators?|validater|checks?|checker|guards?|ensure|panic|recover|recovery|throw|reporter|logging|loggers?|logs?|sentry|instrument|instrumentation|tracing|telemetry)$/,
    matches: '_validators',
    spares: 'login',
  },
  {
    name: 'passing file',
    role: 'glue',
    on: 'stem',
    pattern:
      /^(?:decorators?|wrappers?|middlewares?|dispatcher|dispatch|handlers?|main|cli|app|application|server|runner|run|bootstrap|manage|wsgi|asgi|entry|entrypoint|events?|(?:[a-z0-9]+_)?emitters?|hooks?|interceptors?|proxy|functional|functools|pipeline|pluginmanager|command_line|cmd|startup|program|worker|executor|scheduler|task|kernel|root|index|init|lazy|retry|promise|signals?|observable|subject|subscriber|(?:[a-z0-9]+_)?clients?|fetcher)$/,
    matches: 'middleware',
    spares: 'application_form',
  },
  {
    name: 'shared file',
    role: 'shared',
    on: 'stem',
    pattern: /(?:^|_)(?:utils?|utilities|helpers?|common|compat|misc|tools|shared|base|support)$/,
    matches: 'string_utils',
    spares: 'basement',
  },
];

/** `IllegalStateException` → `illegal_state_exception`; only the last name of a qualified one. */
export function plainName(name: string): string {
  const last =
    name
      .replace(/\(.*$/, '')
      .replace(/<locals>\./g, '')
      .split(/[.:#\\/$]/)
      .filter((part) => part !== '')
      .at(-1) ?? '';
  return last
    .slice(0, 120)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
}

/** Roles of a frame's function and of its file. */
export function roleOf(
  called: string | null,
  path: string,
): { readonly function: Role; readonly file: Role } {
  const name = called === null ? '' : plainName(called);
  const base = path.slice(path.lastIndexOf('/') + 1);
  const stem = plainName(base.replace(/(?<=.)\.[^.]*$/, '').replaceAll('.', '_'));
  return { function: find('function', name), file: find('stem', stem) };
}

function find(on: RoleRule['on'], name: string): Role {
  if (name === '') return 'work';
  return ROLE_RULES.find((rule) => rule.on === on && rule.pattern.test(name))?.role ?? 'work';
}
