import { flushSync, hydrate, mount } from 'svelte';
import './fonts.css';
import '@kern-ux/native/dist/kern.min.css';
import './tokens.css';
import './ramps.css';
import './app.css';
import App from './App.svelte';
import { planner } from './frame/planner.svelte.ts';
import { url } from './url.svelte.ts';
import { prepare } from './views.ts';

const target = document.querySelector<HTMLElement>('#app');
if (!target) throw new Error('index.html has no #app');
const drawn = target.childElementCount > 0;
await prepare(url.view.show);
// In a task of its own: on a slow phone reading the script and drawing the page are a tenth of a second each.
setTimeout(() => {
  (drawn ? hydrate : mount)(App, { target });
  flushSync();
  planner.recall();
  target.dataset.alive = '';
  dispatchEvent(new Event('breitblick-alive')); // start.js waits for it
});
