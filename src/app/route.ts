import { useSyncExternalStore } from "react";

/**
 * The page the address asks for, as its path: "/" for the chart review, "/catalogue", … It is kept in the fragment (`#/catalogue`),
 * so that any static host serves it and the session's key before it stays. A fragment that is no path is a place on the page.
 */
export function useRoute(): string {
  return useSyncExternalStore(subscribe, currentRoute);
}

/** The link to a page. */
export function linkTo(route: string): string {
  return `#${route}`;
}

function currentRoute(): string {
  return location.hash.startsWith("#/") ? location.hash.slice(1) : "/";
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}
