import { mount } from 'svelte';
import '@kern-ux/native/dist/fonts/fira-sans.css';
import '@kern-ux/native/dist/kern.min.css';
import './tokens.css';
import './ramps.css';
import './app.css';
import App from './App.svelte';

const target = document.querySelector('#app');
if (!target) throw new Error('index.html has no #app');
mount(App, { target });
