import { describe, expect, it } from 'vitest';
import { isInApp } from '../../src/domain/in-app.ts';
import { parseStacktrace } from '../../src/domain/stacktrace/parse.ts';

const inApp = (text: string) => parseStacktrace(text).flatMap(({ frames }) => frames.map(isInApp));

describe('in-app', () => {
  it.each([
    ['    (shop 0.1.0) lib/shop/cart.ex:12: Shop.Cart.total/1', true],
    ['    (phoenix 1.7.2) lib/phoenix/router.ex:430: Phoenix.Router.__call__/5', false],
    ['    (stdlib 4.2) gen_server.erl:1123: :gen_server.try_dispatch/4', false],
    ['main.f()\n\t/go/src/github.com/acme/shop/store/store.go:42', true],
    ['main.f()\n\tgithub.com/acme/shop/store/store.go:42 +0x1', true],
    ['x.f()\n\t/go/pkg/mod/github.com/acme/lib@v1.2.0/lib.go:42', false],
    ['x.f()\n\t/go/src/github.com/acme/shop/vendor/github.com/a/lib/lib.go:42', false],
    ['x.f()\n\t/go/src/github.com/pkg/errors/errors.go:42', false],
    ['#0      State.build (package:flutter/src/widgets/framework.dart:40:5)', false],
    ['#0      Cart.total (package:shop/cart.dart:12:5)', true],
  ])('%s: %s', (line, own) => {
    expect(inApp(`Error: x\n${line}`)).toEqual([own]);
  });
});
