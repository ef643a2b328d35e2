import { StrictMode, useState, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import { basisOf } from "../../../src/guidelines/basis";
import { evaluate } from "../../../src/guidelines/evaluate";
import { ReviewScreen } from "../../../src/review/review-screen";
import "../../../src/ui/base.css";
import { stories, type StoryName } from "./stories";

const wanted = new URLSearchParams(location.search).get("story") ?? "falling";
const root = document.getElementById("root");
if (root) createRoot(root).render(<StrictMode>{wanted in stories ? <Story name={wanted as StoryName} /> : <List />}</StrictMode>);

function Story({ name }: { readonly name: StoryName }): ReactElement {
  const [record] = useState(() => stories[name]());
  const open = new URLSearchParams(location.search).get("open");
  const evaluation = evaluate(record);
  if (open !== null) requestAnimationFrame(() => setTimeout(() => document.querySelectorAll(open).forEach((element) => element.setAttribute("open", "")), 300));
  void basisOf;
  return (
    <ReviewScreen
      record={record}
      evaluation={evaluation}
      onRetry={() => undefined}
      onConfirmReading={() => undefined}
      expectedLoss={[{ site: "lumbar-spine", percentPerYear: [-1.2, -2.7] }]}
    />
  );
}

function List(): ReactElement {
  return (
    <ul>
      {Object.keys(stories).map((name) => (
        <li key={name}>
          <a href={`?story=${name}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}
