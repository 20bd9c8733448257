import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { precompressed } from './precompressed.ts';

/** Browsers that know `light-dark()`: for older ones each colour would become two variables. */
const BROWSERS = ['chrome123', 'firefox120', 'safari17.5'];

export default defineConfig({
  root: import.meta.dirname,
  plugins: [svelte({ configFile: `${import.meta.dirname}/svelte.config.js` }), precompressed()],
  cacheDir: '../../node_modules/.cache/vite',
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // Which chunk needs which: read by the check of the budget, and served to nobody.
    manifest: 'manifest.json',
    target: BROWSERS,
    cssTarget: BROWSERS,
    // The policy allows neither `data:` nor inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
