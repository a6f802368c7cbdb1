import { mount } from 'svelte';
import './fonts.css';
import '@kern-ux/native/dist/kern.min.css';
import './tokens.css';
import './ramps.css';
import './app.css';
import App from './App.svelte';

const target = document.querySelector('#app');
if (!target) throw new Error('index.html has no #app');
// In a task of its own: on a slow phone reading the script and drawing the page are a tenth of a second each.
setTimeout(() => mount(App, { target }));
