import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Shows the chart review with hand-written records: `npx vite --config tests/review/preview/vite.config.ts`, then `?story=…`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { port: 5191, strictPort: true, fs: { allow: ["../../.."] } },
});
