/** Pages of the sandbox: plain HTML, one style sheet, no script, so that any Content-Security-Policy lets them be. */

export type Markup = { readonly markup: string };

/** Tagged template: every value is escaped, except markup made by the same function. Arrays are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | number | Markup | readonly Markup[])[]): Markup {
  return { markup: parts.reduce((text, part, index) => text + part + (index < values.length ? rendered(values[index]) : ""), "") };
}

function rendered(value: string | number | Markup | readonly Markup[] | undefined): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return (value as readonly Markup[]).map((item) => item.markup).join("");
  return typeof value === "object" ? (value as Markup).markup : escapeText(String(value));
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole page. `prefix` is where the style sheet is found. */
export function page(prefix: string, title: string, content: Markup, status = 200): Response {
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title} – Sandbox EHR</title>
<link rel="stylesheet" href="${prefix}/style.css">
</head>
<body>
<header><p class="brand">Sandbox EHR</p><p class="note">Synthetic patients. No real person is described here.</p></header>
<main>
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`;
  return new Response(document.markup, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      // No form-action: the browser would apply it to the redirect that brings the code back to the app.
      "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
  });
}

export function styleSheet(): Response {
  return new Response(css, { headers: { "content-type": "text/css; charset=utf-8" } });
}

const css = `
:root { color-scheme: light dark; --ink: #1c2430; --paper: #fff; --soft: #eef2f6; --line: #b8c2cf; --accent: #0b5cad; --on-accent: #fff; }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ecf2; --paper: #141a21; --soft: #1f2832; --line: #4a5867; --accent: #8cc2ff; --on-accent: #0c1420; } }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: var(--paper); font: 1rem/1.5 system-ui, sans-serif; }
header { padding: .75rem 1rem; background: var(--soft); border-bottom: 1px solid var(--line); }
header p { margin: 0; }
.brand { font-weight: 700; }
.note, .meta { font-size: .9rem; }
main { max-width: 64rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; margin: .5rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
ul.patients { list-style: none; margin: 0; padding: 0; display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); }
ul.patients li { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; display: flex; flex-direction: column; gap: .35rem; overflow-wrap: anywhere; }
ul.patients h2 { font-size: 1.1rem; margin: 0; }
ul.patients p { margin: 0; }
ul.patients .open { margin-top: auto; }
a { color: var(--accent); }
.button, button { display: inline-block; padding: .5rem .9rem; border: 1px solid var(--accent); border-radius: .4rem; background: var(--accent); color: var(--on-accent); font: inherit; text-decoration: none; cursor: pointer; min-height: 2.75rem; }
button.quiet { background: transparent; color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
form { display: grid; gap: .75rem; justify-items: start; grid-template-columns: minmax(0, 1fr); }
label { display: block; }
select, input[type=text] { font: inherit; padding: .4rem; max-width: 100%; min-height: 2.75rem; }
fieldset { border: 1px solid var(--line); border-radius: .5rem; padding: .75rem; margin: 0; max-width: 100%; min-width: 0; }
.choice { display: flex; gap: .5rem; align-items: baseline; overflow-wrap: anywhere; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; }
code { overflow-wrap: anywhere; }
.patient-button { text-align: left; width: 100%; background: transparent; color: var(--ink); }
`;
