import { expect, test } from 'vitest';
import { usedProperties, usedRules } from '../../scripts/kern-styles.ts';

const isUsed = (name: string) => name === 'kern-btn' || name.startsWith('kern-btn--');

test('a rule stays if every class it needs is used, and what it must not have does not count', () => {
  const css =
    '*{margin:0}.kern-btn{a:1}.kern-card .kern-btn{a:2}.kern-card,.kern-btn--primary:hover{a:3}.kern-btn:not(.kern-card){a:4}';
  expect(usedRules(css, isUsed)).toBe(
    '*{margin:0}.kern-btn{a:1}.kern-btn--primary:hover{a:3}.kern-btn:not(.kern-card){a:4}',
  );
});

test('selectors are parted at commas outside of parentheses, and signs in strings are no braces', () => {
  const css = '.kern-card{content:"}"}.kern-btn:is(:hover,:focus){content:"{"}';
  expect(usedRules(css, isUsed)).toBe('.kern-btn:is(:hover,:focus){content:"{"}');
});

test('a media query without anything used is left out, a font and an animation stay', () => {
  const css = '@media print{.kern-card{a:1}}@media print{.kern-btn{a:1}}@font-face{b:1}@keyframes turn{to{c:1}}';
  expect(usedRules(css, isUsed)).toBe('@media print{.kern-btn{a:1}}@font-face{b:1}@keyframes turn{to{c:1}}');
});

test('a custom property stays if it is read, by the page or through another one', () => {
  const css = ':root{--a:1px;--b:var(--a);--c:2px;--d:var(--c)}p{margin:var(--b)}';
  expect(usedProperties(css, 'padding: var(--d)')).toBe(
    ':root{--a:1px;--b:var(--a);--c:2px;--d:var(--c)}p{margin:var(--b)}',
  );
  expect(usedProperties(css, '')).toBe(':root{--a:1px;--b:var(--a);}p{margin:var(--b)}');
});
