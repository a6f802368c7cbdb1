// In the page's head. Before anything is drawn: the theme, so that nobody who reads in the dark sees a flash of light
// (theme.svelte.ts in short). After the first drawing: the scripts, where the server has drawn the page already, so that
// on a slow network text, styles and fonts don't wait for them. What is pressed until they are there is done then.
{
  const isTheme = (theme) => theme === 'light' || theme === 'dark';
  let theme = new URLSearchParams(location.search).get('theme');
  try {
    if (!isTheme(theme)) theme = localStorage.getItem('breitblick-theme');
  } catch {
    // storage may be forbidden; the system's theme it is
  }
  if (!isTheme(theme)) theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.kernTheme = theme;

  const scripts = document.currentScript.dataset.scripts?.split(' ') ?? [];
  const load = () => {
    for (const src of scripts) {
      const element = document.createElement(src === scripts.at(-1) ? 'script' : 'link');
      if (element instanceof HTMLLinkElement) Object.assign(element, { rel: 'modulepreload', href: src });
      else Object.assign(element, { type: 'module', src });
      element.crossOrigin = '';
      document.head.append(element);
    }
  };
  // A tab in the background draws nothing.
  if (document.hidden || !PerformanceObserver.supportedEntryTypes.includes('paint')) load();
  else {
    const seen = new PerformanceObserver((paints) => {
      if (paints.getEntriesByName('first-contentful-paint').length === 0) return;
      seen.disconnect();
      load();
    });
    seen.observe({ type: 'paint', buffered: true });
  }

  /** @type {{ element: HTMLElement; opens: boolean }[]} */
  const pressed = [];
  const press = ({ target }) => {
    const element = target instanceof Element ? target.closest('button, summary') : null;
    if (element) pressed.push({ element, opens: element.parentElement?.open === false });
  };
  const doPressed = () => {
    removeEventListener('click', press, true);
    for (const { element, opens } of pressed)
      if (!element.matches('summary') || element.parentElement.open !== opens) element.click();
  };
  if (scripts.length > 0) {
    addEventListener('click', press, true);
    addEventListener('breitblick-alive', doPressed, { once: true });
  }
}
