/**
 * Makes an SDK's client while the variables that are meant for SDKs are out of the environment. Options go before
 * variables, but not for all: both SDKs add the headers of `…_CUSTOM_HEADERS` to every request and know no option against
 * it, and the next release may read one more. Clients are made in one go, so nobody else misses them.
 */
export function withoutVariables<T>(make: () => T): T {
  const hidden = Object.entries(process.env).filter(([name]) => /^(?:ANTHROPIC|OPENAI)_/i.test(name));
  for (const [name] of hidden) delete process.env[name];
  try {
    return make();
  } finally {
    Object.assign(process.env, Object.fromEntries(hidden));
  }
}
