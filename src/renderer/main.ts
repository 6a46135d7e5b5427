import './styles/tokens.css';
import './styles/base.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { app } from './state/app.svelte.ts';

const target = document.getElementById('app');
if (!target) throw new Error('index.html has no place for the app.');
app.start();
mount(App, { target });
