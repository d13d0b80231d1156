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
    ['net/http.f()\n\t/opt/hostedtoolcache/go/1.20.3/x64/src/net/http/server.go:42', false],
    ['panic(0x1)\n\t/usr/local/opt/go/libexec/src/runtime/panic.go:1038 +0x1', false],
    ['net/http.f()\n\tnet/http/server.go:42 +0x1', false],
    ['main.f()\n\t/home/me/app/src/runtime/engine.go:42 +0x1', true],
    ['    at f (https://unpkg.com/lodash@4/lodash.js:3:1)', false],
    ['    at renderWithHooks (http://localhost:3000/static/js/react-dom.development.js:14985:18)', false],
    ['    at Socket.emit (net.js:1140:14)', false],
    ['    at total (http://localhost:3000/static/js/vendor-prices.js:3:1)', true],
    ['    at total (http://localhost:3000/static/js/vendors~main.3f2a1b9c.chunk.js:3:1)', false],
    ['    at total (http://localhost:3000/static/js/prices.js:3:1)', true],
    ['\tat com.intellij.openapi.application.Run.run(Run.java:3)', false],
    ['\tat net.minecraft.server.Server.tick(Server.java:3)', false],
    ['\tat com.acme.Server.tick(Server.java:3)', true],
    ['   at UnityEngine.Object.Instantiate(Object original)', false],
    ['0   libsystem_kernel.dylib        \t0x00000001b2c3d000 poll + 8', false],
    ['0   Shop                          \t0x00000001b2c3d000 Cart.total() + 8', true],
    ['#0      State.build (package:flutter/src/widgets/framework.dart:40:5)', false],
    ['#0      Cart.total (package:shop/cart.dart:12:5)', true],
  ])('%s: %s', (line, own) => {
    expect(inApp(`Error: x\n${line}`)).toEqual([own]);
  });
});
