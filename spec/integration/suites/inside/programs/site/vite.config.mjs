import { defineConfig } from 'vite';

export default defineConfig({ define: { __WHERE__: JSON.stringify('configured') }, build: { cssMinify: 'lightningcss' } });
