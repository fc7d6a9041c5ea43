import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { leanBundle } from './lean-bundle.ts'

/*
 * Builds what officers' and residents' pages load: `builder-ui/dist`, with hashed names and `.vite/manifest.json`, which
 * the server reads to turn an entry's path into its address. Everything is served from our own origin under /assets/.
 */

const here = dirname(fileURLToPath(import.meta.url))
const entries = [
  'styles/resident.scss',
  'styles/resident-govuk.scss',
  'styles/officer.scss',
  'resident.ts',
  'officer.ts',
  'designer/main.ts',
  'prices/main.ts',
  'back-office/main.ts',
]

export default defineConfig({
  root: here,
  base: '/assets/',
  publicDir: false,
  plugins: [leanBundle()],
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, style: 'compressed', loadPaths: [join(here, '../node_modules')] },
    },
  },
  build: {
    outDir: 'dist',
    assetsDir: '',
    emptyOutDir: true,
    manifest: true,
    // Sass has compressed it already; a second minifier stumbles over govuk-frontend's old-browser hacks (`0\\0`).
    cssMinify: false,
    // Scripts inlined as data: addresses would be refused by the pages' content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2500,
    rolldownOptions: {
      input: entries.map((entry) => join(here, entry)),
      checks: { pluginTimings: false },
    },
  },
})
