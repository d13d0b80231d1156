import type { LineRule } from './line-rule.ts';

type Signs = Pick<LineRule, 'pattern' | 'languages' | 'sees' | 'hits' | 'misses'>;
const blanket = (signs: Signs): LineRule => ({
  why: 'every check of a whole file is switched off',
  outcome: 'fail',
  ...signs,
});
const narrow = (signs: Signs): LineRule => ({
  why: 'a check is switched off',
  outcome: 'needs-human',
  ...signs,
});

/** By the manuals of the checkers. One line switched off may be right, so a person looks; a whole file never is. */
export const SUPPRESSIONS: readonly LineRule[] = [
  blanket({
    languages: ['javascript'],
    sees: 'comment',
    pattern:
      /@ts-nocheck|(?:eslint|tslint|stylelint)[:-]disable\s*(?:\*\/|$)|(?:istanbul|c8|v8) ignore file|biome-ignore-all|@no-?flow\b/,
    hits: ['// @ts-nocheck', '/* eslint-disable */', '/* istanbul ignore file */', '// tslint:disable'],
    misses: [
      '// eslint-disable-next-line no-console',
      '/* eslint-disable no-console */',
      'x = "@ts-nocheck"',
    ],
  }),
  blanket({
    languages: ['python'],
    sees: 'comment',
    pattern:
      /#\s*(?:mypy:\s*ignore-errors|flake8:\s*noqa|ruff:\s*noqa\s*$|pylint:\s*(?:skip-file|disable=all)|type:\s*ignore-errors|pyright:\s*(?:basic|ignore)\s*$)/,
    hits: ['# mypy: ignore-errors', '# flake8: noqa', '# pylint: skip-file'],
    misses: ['x = 1  # noqa: E501', '# pylint: disable=no-member'],
  }),
  blanket({
    languages: ['rust'],
    sees: 'code',
    pattern: /#!\[allow\((?:warnings|clippy::all|unused|dead_code)/,
    hits: ['#![allow(warnings)]', '#![allow(clippy::all)]'],
    misses: ['#[allow(dead_code)]', '#![deny(warnings)]'],
  }),
  blanket({
    languages: ['java', 'kotlin', 'csharp', 'ruby', 'php', 'go'],
    sees: 'line',
    pattern:
      /@SuppressWarnings\("all"\)|@file:Suppress|rubocop:disable all\b|phpcs:ignoreFile|@codingStandardsIgnoreFile|#pragma warning disable\s*$|\/\/\s?nolint:all|\/\/ phpcs:disable\s*$/,
    hits: ['@SuppressWarnings("all")', '# rubocop:disable all', '#pragma warning disable', '//nolint:all'],
    misses: ['@SuppressWarnings("unchecked")', '#pragma warning disable CS0168', '//nolint:errcheck'],
  }),
  narrow({
    languages: ['javascript'],
    sees: 'comment',
    pattern:
      /@ts-(?:ignore|expect-error)|(?:eslint|tslint)[:-]disable|biome-ignore\b|(?:istanbul|c8|v8) ignore (?:next|if|else|start)|\$Flow(?:FixMe|Ignore)|noinspection|NOSONAR|nosemgrep/,
    hits: ['// @ts-ignore', '// eslint-disable-next-line no-console', '/* istanbul ignore next */'],
    misses: ['// ignore', 'const a = "@ts-ignore"'],
  }),
  narrow({
    languages: ['javascript'],
    sees: 'code',
    pattern: /\bas (?:any|unknown as|never)\b|<any>\s*[\w(]/,
    hits: ['const a = b as any;', 'x = y as unknown as Foo', 'let z = <any>q'],
    misses: ['// as any', 'const any = 1', 'foo(as, any)'],
  }),
  narrow({
    languages: ['python'],
    sees: 'comment',
    pattern:
      /#\s*(?:type:\s*ignore|noqa\b|pylint:\s*disable|pyright:\s*ignore|pragma:\s*no (?:cover|branch)|nosec\b|ruff:\s*noqa|mypy:|noinspection)/i,
    hits: [
      'x = 1  # noqa',
      'y()  # type: ignore[attr-defined]',
      '# pylint: disable=no-member',
      'x  # pragma: no cover',
    ],
    misses: ['# this type is ignored', 's = "# noqa"'],
  }),
  narrow({
    languages: ['java', 'kotlin', 'scala'],
    sees: 'line',
    pattern:
      /@Suppress(?:Warnings|FBWarnings|Lint)?\s*\((?!\s*\{?\s*"(?:unchecked|rawtypes|serial)"(?:\s*,\s*"(?:unchecked|rawtypes|serial)"){0,2}\s*\}?\s*\))|\bNOSONAR\b|\/\/\s?noinspection|CHECKSTYLE[.:]?\s?OFF|@nowarn\b/,
    hits: ['@SuppressWarnings("deprecation")', '@Suppress("UNUSED")', 'x(); // NOSONAR'],
    // Generics of Java cannot be written without these: no check is lost that could be kept.
    misses: [
      '@SuppressWarnings("unchecked")',
      '@SuppressWarnings({"unchecked", "rawtypes"})',
      'suppress(x)',
      '// suppressed exceptions are kept',
    ],
  }),
  narrow({
    languages: ['go', 'rust', 'csharp', 'ruby', 'php', 'c', 'swift'],
    sees: 'line',
    pattern:
      /\/\/\s?nolint|\/\/\s?lint:ignore|#\[(?:allow|expect)\(|#pragma (?:warning disable|GCC diagnostic ignored|clang diagnostic ignored)|\[SuppressMessage|rubocop:(?:disable|todo)|:nocov:|phpcs:(?:ignore|disable)|@phpstan-ignore|@psalm-suppress|@codeCoverageIgnore|NOLINT\b|swiftlint:disable|noinspection|\/\/\s?#nosec/,
    hits: [
      'x() //nolint:errcheck',
      '#[allow(dead_code)]',
      '#pragma warning disable CS0168',
      '# rubocop:disable Metrics/X',
      '// phpcs:ignore',
      '/** @phpstan-ignore-next-line */',
    ],
    misses: ['// lint the ignored', '#[derive(Debug)]', '#pragma once'],
  }),
];
