import { StrictMode, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { evaluate } from "../../../src/guidelines/evaluate";
import { buildRecord } from "../../../src/record/build";
import { readBundle } from "../../../src/record/bundle";
import type { BoneHealthRecord } from "../../../src/record/record";
import { ReviewScreen } from "../../../src/review/review-screen";
import "../../../src/ui/base.css";
import { today } from "../record-fixture";
import { stories } from "./stories";

const cases = import.meta.glob<{ readonly default: unknown }>("../../cases/fhir/*/bundle.json");
const asked = new URLSearchParams(location.search);
const record = await wanted();
const root = document.getElementById("root");
if (root) createRoot(root).render(<StrictMode>{record === undefined ? <List /> : <Screen record={record} />}</StrictMode>);

/** `?story=` a record written by hand, `?case=` a bundle of the cases. */
async function wanted(): Promise<BoneHealthRecord | undefined> {
  const story = Object.entries(stories).find(([name]) => name === asked.get("story"));
  if (story) return story[1]();
  const load = cases[`../../cases/fhir/${asked.get("case")}/bundle.json`];
  return load && buildRecord({ ...readBundle((await load()).default), today });
}

function Screen({ record: shown }: { readonly record: BoneHealthRecord }): ReactElement {
  const open = asked.get("open"); // what to open for a picture
  if (open !== null) setTimeout(() => document.querySelectorAll(open).forEach((details) => details.setAttribute("open", "")), 600);
  return <ReviewScreen record={shown} evaluation={evaluate(shown)} onRetry={() => undefined} onConfirmReading={() => undefined} />;
}

function List(): ReactElement {
  const links = [...Object.keys(stories).map((name) => `?story=${name}`), ...Object.keys(cases).map((path) => `?case=${path.split("/").at(-2)}`)];
  return (
    <ul>
      {links.map((link) => (
        <li key={link}>
          <a href={link}>{link}</a>
        </li>
      ))}
    </ul>
  );
}
