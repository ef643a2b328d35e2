import { useEffect, useSyncExternalStore } from "react";
import { text } from "./text";

/**
 * The page the address asks for, as its path: "/" for the chart review, "/catalogue", … It is kept in the fragment (`#/catalogue`),
 * so that any static host serves it and the session's key before it stays. A fragment that is no path is a place on the page.
 * The page's title names the page and never the patient: titles stand in the browser's history.
 */
export function useRoute(): string {
  const route = useSyncExternalStore(subscribe, currentRoute);
  useEffect(() => {
    document.title = titleOf(route);
  }, [route]);
  return route;
}

/** The link to a page. */
export function linkTo(route: string): string {
  return `#${route}`;
}

function titleOf(route: string): string {
  if (route === "/") return text("titleReview");
  if (route === "/catalogue") return text("titleCatalogue");
  return text(route.startsWith("/team") ? "titleTeam" : "product");
}

function currentRoute(): string {
  return location.hash.startsWith("#/") ? location.hash.slice(1) : "/";
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}
