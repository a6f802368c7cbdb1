import { screen } from './screen.svelte.ts';
import { url } from './url.svelte.ts';
import type { Theme } from './view.ts';

// public/start.js reads the same before the page is drawn.
const storageKey = 'breitblick-theme';

function remembered(): Theme | undefined {
  try {
    const theme = localStorage.getItem(storageKey);
    return theme === 'light' || theme === 'dark' ? theme : undefined;
  } catch {
    return undefined; // storage may be forbidden; the page works without
  }
}

/** The link's theme, else the reader's last choice here, else that of the system. */
class ThemeState {
  #remembered = $state(remembered());

  get current(): Theme {
    return url.view.theme ?? this.#remembered ?? (screen.prefersDark ? 'dark' : 'light');
  }

  /** What the page wears now: light on paper, where a map that is already drawn keeps its own. */
  get worn(): Theme {
    return screen.printing ? 'light' : this.current;
  }

  toggle(): void {
    const theme = this.current === 'dark' ? 'light' : 'dark';
    this.#remembered = theme;
    try {
      localStorage.setItem(storageKey, theme);
    } catch {
      // see remembered()
    }
    url.follow({ theme });
  }
}

export const theme = new ThemeState();
