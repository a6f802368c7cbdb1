import { mount } from 'svelte';
import '../fonts.css';
import '@kern-ux/native/dist/kern.min.css';
import '../tokens.css';
import '../ramps.css';
import '../app.css';
import EmbedPage from './EmbedPage.svelte';

const target = document.querySelector('#app');
if (!target) throw new Error('embed.html has no #app');
mount(EmbedPage, { target });
