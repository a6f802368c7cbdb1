import { expect, test } from 'vitest';
import { readTokens } from './palette.ts';

type Colour = [number, number, number];

/** Red, green and blue from 0 to 1, linear. */
function linear(hex: string): Colour {
  return [1, 3, 5].map((at) => {
    const value = parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Colour;
}

function luminance([red, green, blue]: Colour): number {
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast after WCAG 2. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(linear(one)), luminance(linear(other))].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** CIE L*, from 0 to 100. */
function lightness(colour: Colour): number {
  const y = luminance(colour);
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

/** Machado 2009 at full strength, in linear RGB. */
const deficiencies: Record<string, readonly (readonly [number, number, number])[]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenWith(matrix: readonly (readonly [number, number, number])[], [red, green, blue]: Colour): Colour {
  return matrix.map(([r, g, b]) => Math.min(1, Math.max(0, r * red + g * green + b * blue))) as Colour;
}

const families = ['fibre', 'cable', 'copper', 'wireless', 'all'];

test.each(['light', 'dark'] as const)('%s: every ramp moves in one direction, each step at least 7.7 L*', (theme) => {
  const tokens = readTokens(theme);
  for (const family of families) {
    const steps = Array.from({ length: 8 }, (_, step) => lightness(linear(tokens.get(`${family}-${step}`) ?? '')));
    // In dark the step from zero is read by hue too; the seven classes among themselves carry the amount.
    const classes = theme === 'light' ? steps : steps.slice(1);
    const differences = classes
      .slice(1)
      .map((value, index) => (value - (classes[index] ?? 0)) * (theme === 'light' ? -1 : 1));
    expect(Math.min(...differences), `${theme} ${family}`).toBeGreaterThan(6);
  }
});

test.each(Object.keys(deficiencies))('under %s a darker class stays darker', (name) => {
  const tokens = readTokens('light');
  for (const family of families) {
    const steps = Array.from({ length: 8 }, (_, step) =>
      lightness(seenWith(deficiencies[name] ?? [], linear(tokens.get(`${family}-${step}`) ?? ''))),
    );
    expect(
      steps.every((value, index) => index === 0 || value < (steps[index - 1] ?? 0)),
      `${name} ${family}`,
    ).toBe(true);
  }
});

test.each(['light', 'dark'] as const)('%s: text has at least 4.5 to 1 on its surface, outlines 3 to 1', (theme) => {
  const tokens = readTokens(theme);
  const surface = tokens.get('surface') ?? '';
  for (const text of [
    'ink',
    'ink-2',
    'ink-3',
    'accent',
    'fibre-text',
    'cable-text',
    'copper-text',
    'wireless-text',
    'none-text',
  ])
    expect(contrast(tokens.get(text) ?? '', surface), text).toBeGreaterThanOrEqual(4.5);
  for (const outline of ['line-strong', 'cable-edge', 'fibre'])
    expect(contrast(tokens.get(outline) ?? '', surface), outline).toBeGreaterThanOrEqual(3);
});
