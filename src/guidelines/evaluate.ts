import type { BoneHealthRecord } from "../record/record";
import { catalogue } from "./catalogue";
import type { Evaluation, Input, Judgement, Priority, Prompt, Rule, RuleResult } from "./model";
import { type GuidelineSettings, guidelineSettings, settingReasons } from "./settings";

const defaults = guidelineSettings();
const urgency: Readonly<Record<Priority, number>> = { H: 0, gate: 1, M: 2, L: 3 };

/**
 * Judges every rule of the catalogue over one patient's record, as of `record.today`. Pure: the same record and settings
 * give the same evaluation. `prompts` are the rules that fired, H before gate before M before L, then in catalogue order;
 * `results` holds every rule, so that silence can be explained.
 */
export function evaluate(record: BoneHealthRecord, settings: GuidelineSettings = defaults): Evaluation {
  const earlier = new Map<string, Judgement>();
  const context = { today: record.today, settings, earlier };
  const results: RuleResult[] = catalogue.map((rule) => {
    const judgement = withOverrides(rule, rule.judge(record, context), settings);
    earlier.set(rule.id, judgement);
    return { rule, judgement };
  });
  const prompts = results.flatMap(promptOf).sort((a, b) => urgency[a.priority] - urgency[b.priority]); // the sort is stable
  return { prompts, results };
}

function promptOf({ rule, judgement }: RuleResult): Prompt[] {
  if (judgement.outcome !== "fired") return [];
  const { outcome: _fired, priority = rule.priority, ...shown } = judgement;
  return [{ id: rule.id, version: rule.version, priority, ...shown, rule }];
}

/** A site's own number is part of the basis: it is listed with the inputs of every rule that reads it. */
function withOverrides(rule: Rule, judgement: Judgement, settings: GuidelineSettings): Judgement {
  const overridden = (rule.settings ?? []).filter((name) => settings.overridden.includes(name));
  if (overridden.length === 0) return judgement;
  const notes = overridden.map((name): Input => {
    const { default: usual, unit, reason } = settingReasons[name];
    return {
      label: "Set by this site",
      value: `${settings.values[name]} ${unit} (default ${usual} ${unit})`,
      sources: [],
      how: "assumed",
      note: `Default: ${reason}`,
    };
  });
  return { ...judgement, inputs: [...judgement.inputs, ...notes] };
}
