import { changeView, formatView, type Language, type LinkProblem, parseView, type View } from './view.ts';

/** The URL as the page's state: whoever copies the address has this view, and the browser's back button goes back. */
class UrlState {
  view = $state.raw<View>(parseView('').view);
  problems = $state.raw<LinkProblem[]>([]);
  /** Where the page was reached; a server is told it. */
  origin = typeof location === 'undefined' ? '' : location.origin;
  /** What a place is called, once an answer has told it. */
  named = $state.raw<{ place: string; name: string } | undefined>(undefined);

  constructor() {
    if (typeof location === 'undefined') return;
    this.open(location.search);
    addEventListener('popstate', () => this.open(location.search));
  }

  /** Takes the state from a query string: the browser's own, or the one that a server draws the page for. */
  open(search: string): void {
    const { view, problems } = parseView(search);
    this.view = view;
    this.problems = problems;
  }

  /** The link to give away. The name goes along, so that the place is found again even if its key is gone. */
  link(): string {
    const called = this.named?.place === this.view.place ? this.named.name : this.view.called;
    return `${this.origin}/${formatView({ ...this.view, called })}${location.hash}`;
  }

  /** The address by which others know this view in a language: with the newest figures, and without what is the reader's own. */
  known(language: Language): string {
    const own = { edition: undefined, map: undefined, theme: undefined, called: undefined };
    return `${this.origin}/${formatView({ ...this.view, ...own, language })}`;
  }

  /** A choice of the reader: a step that the back button undoes. The anchor is a place in the view's text. */
  choose(change: Partial<View>, anchor = ''): void {
    const next = changeView(this.view, change);
    const address = formatView(next) + anchor;
    if (address === formatView(this.view) + location.hash) return;
    this.problems = [];
    history.pushState(null, '', address);
    this.view = next;
  }

  /** What follows without a choice (a pinned edition, a moved map): no step of its own. */
  follow(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    history.replaceState(null, '', formatView(this.view) + location.hash);
  }
}

export const url = new UrlState();
