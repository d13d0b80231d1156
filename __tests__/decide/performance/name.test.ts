import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { performanceClass, plainDescription, plainRequest } from '../../../src/decide/performance/name.ts';
import { plainSql } from '../../../src/decide/performance/sql.ts';
import { untrusted } from '../../../src/domain/trust.ts';

describe('names of requests', () => {
  it.each([
    ['GET /users/42', 'GET /users/{id}'],
    ['get /users/42/?page=2#top', 'GET /users/{id}'],
    ['/users/:userId/orders/:id', '/users/{id}/orders/{id}'],
    ['/products/[slug]', '/products/{id}'],
    ['/docs/[[...path]]', '/docs/{id}'],
    ['/orders/<int:pk>/', '/orders/{id}'],
    ['/orders/{order_id}', '/orders/{id}'],
    ['/api/v2/orders/0b8f1c2d-0000-4000-8000-1234567890ab', '/api/v2/orders/{id}'],
    ['/files/5f43a1b2c9d8e7f6a5b4', '/files/{id}'],
    ['/cus_9fK2mN4pQ7rS1t/cards', '/cus_{id}/cards'],
    ['/blog/how-to-cook-123456', '/blog/{id}'],
    ['/reports/2026-11-21', '/reports/{id}'],
    [
      'GET https://API.example.com:8443/v1/charges/ch_3Abc9Xyz81Qwe?expand=1',
      'GET api.example.com/v1/charges/ch_{id}',
    ],
    ['/de/checkout', '/de/checkout'],
    ['/', '/'],
    ['OrdersController#show', 'OrdersController#show'],
    ['orders.views.order_detail', 'orders.views.order_detail'],
    ['app.tasks.send_invoice 4711', 'app.tasks.send_invoice {id}'],
    ['/internationalization/settings', '/internationalization/settings'],
  ])('%s is %s', (name, plain) => {
    expect(plainRequest(name)).toBe(plain);
  });

  it('are not changed by a second pass', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.stringMatching(/^[\w.-]{1,12}$/), fc.uuid(), fc.nat().map(String))),
        (parts) => {
          const once = plainRequest(`/${parts.join('/')}`);
          expect(plainRequest(once)).toBe(once);
        },
      ),
    );
  });

  it('give one class for all ids, and another for another op', () => {
    const of = (transaction: string, op = 'http.server') =>
      performanceClass({ op, transaction: untrusted(transaction) }).fingerprint;
    expect(of('GET /users/42')).toBe(of('GET /users/9000?x=1'));
    expect(of('GET /users/42')).not.toBe(of('POST /users/42'));
    expect(of('/users', 'pageload')).not.toBe(of('/users'));
    expect(of('/users')).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('statements', () => {
  it.each([
    [
      "SELECT * FROM users WHERE id = 42 AND name = 'O''Brien'",
      'select * from users where id = ? and name = ?',
    ],
    [
      'SELECT "users".* FROM "users" WHERE "users"."id" IN ($1, $2, $3)',
      'select users.* from users where users.id in (?)',
    ],
    ["INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y')", 'insert into t (a, b) values (?)'],
    ['select * from t -- trace=abc123\nwhere id = %s', 'select * from t where id = ?'],
    [
      "/* app:shop */ UPDATE `t` SET a = N'x' WHERE b = :b LIMIT 10",
      'update t set a = ? where b = ? limit ?',
    ],
    ['SELECT a::text FROM [dbo].[t] WHERE x = @p0', 'select a from dbo.t where x = ?'],
    ["SELECT 'never closed", 'select ?'],
    ['SELECT .. FROM orders WHERE total > -12.5e3', 'select .. from orders where total > ?'],
  ])('%s', (sql, plain) => {
    expect(plainSql(sql)).toBe(plain);
  });

  it('keep no digit of a literal and take any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.nat(), (text, id) => {
        expect(plainSql(`select 1 from t where a = ${id}`)).toBe('select ? from t where a = ?');
        expect(typeof plainSql(text)).toBe('string');
      }),
    );
  });

  it('are told by their op', () => {
    expect(plainDescription('db', 'SELECT 1')).toBe('select ?');
    expect(plainDescription('db.redis', 'GET cart:4711')).toBe('GET cart:{id}');
    expect(plainDescription('http.client', 'GET https://a.example/x/1')).toBe('GET a.example/x/{id}');
  });
});
