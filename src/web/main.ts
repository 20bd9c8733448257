import { mount } from 'svelte';
import App from './App.svelte';
import { preferences } from './format/preferences.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';

preferences.apply();
mount(App, { target: document.getElementById('app')! });
