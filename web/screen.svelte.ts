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

/** What the reader's screen and settings ask for. The widths are those of app.css. */
export const screen = {
  get size(): ScreenSize {
    if (typeof matchMedia === 'undefined') return supposed;
    return phone.current ? 'phone' : wide.current ? 'wide' : 'tablet';
  },
  /** Too small for a map to be of use at first: a narrow window, or one at 400 % zoom. */
  get tiny() {
    return tiny.current;
  },
  get prefersDark() {
    return dark.current;
  },
  get still() {
    return still.current;
  },
};
