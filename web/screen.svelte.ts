import { flushSync } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';

const phone = new MediaQuery('(width < 720px)');
const wide = new MediaQuery('(width >= 1200px)');
const tiny = new MediaQuery('(width < 320px) or ((width < 720px) and (height < 420px))');
const dark = new MediaQuery('(prefers-color-scheme: dark)');
const still = new MediaQuery('(prefers-reduced-motion: reduce)');

export type ScreenSize = 'phone' | 'tablet' | 'wide';

let supposed: ScreenSize = 'wide';

/** On a server, which sees no screen: the size that pages are drawn for from now on. */
export function suppose(size: ScreenSize): void {
  supposed = size;
}

let printing = $state(false);
if (typeof addEventListener === 'function') {
  // A browser counts the pages before it tells that the medium has changed; this comes before, if it is done at once.
  addEventListener('beforeprint', () => flushSync(() => (printing = true)));
  addEventListener('afterprint', () => (printing = false));
}

/** What the reader's screen and settings ask for. The widths are those of app.css. */
export const screen = {
  /** Paper is laid out by style sheets, from what is on the widest screen. */
  get size(): ScreenSize {
    if (typeof matchMedia === 'undefined') return supposed;
    if (printing) return 'wide';
    return phone.current ? 'phone' : wide.current ? 'wide' : 'tablet';
  },
  /** Too small for a map to be of use at first: a narrow window, or one at 400 % zoom. */
  get tiny() {
    return tiny.current && !printing;
  },
  /** What is on the page goes on paper: nothing can be unfolded there, and it is white. */
  get printing() {
    return printing;
  },
  get prefersDark() {
    return dark.current;
  },
  get still() {
    return still.current;
  },
};
