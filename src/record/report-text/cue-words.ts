import { type Meaning, type Rule, cue, end, words } from "./rule";

/** Words that decide whose value a number is, and when. What only looks like one ("prior to", "AP") stands first. */
export const cues: readonly Rule[] = [
  [
    words(
      "(?:no|without|not any|kein[a-z]*|pas d[e'] ?|aucun[a-z]*|sin|ningun[a-z]*|nessun[a-z]*|geen) ?(?:available )?(?:prior|previous|earlier|comparison|vorbefund[a-z]*|examen (?:anterieur|precedent)|estudios? previos?)(?: (?:dxa|dexa|study|studies|exams?|scans?|examinations?))?(?: (?:is|are) available)?(?: for comparison)?",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "compar(?:ed|ison) (?:to|with) (?:a |an |the |that of )?(?:age|normal|healthy|reference)[a-z -]{0,40}",
      "comparison database",
      "relative to (?:a |the )?(?:normal|reference)[a-z -]{0,30}",
      "database[a-z -]{0,30}",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "prior (?:to(?! (?:treatment|therapy|starting|beginning|initiat|chemo|ai\\b|letrozole|anastrozole|exemestane|denosumab|zoledron|alendron))|authorization|fractures?|treatment)",
      "previous(?:ly)? (?:fractures?|treated|treatment)",
      "anterior(?:[ /-]{0,2}posterior)",
      "antero[ -]?posterior",
      "baseline risk",
    ),
    () => ({ kind: "word" }),
  ],
  [
    words(
      "prior(?:s|ly)?|prev\\.?|previous(?:ly)?|old (?:roi|values?|results?|scans?|dxa|dexa|reports?)|baseline|earlier|former(?:ly)?|initial(?:ly)?|historic(?:al(?:ly)?)?|outside (?:study|dxa|scan|report|facility|hospital|clinic|institution|cent(?:er|re))|at diagnosis|in the past|original(?:ly| (?:reports?|results?|values?|readings?))",
      "last (?:known )?(?:dxa|dexa|scan|study|exam(?:ination)?|year|bmd|visit|time|measurement|report|t-?scores?|bone density|densitometry)|(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|several|few|some|many) )?(?:years?|months?) ago",
      "reports (?:that|a|her)|says|said (?:that|her)|tells|mentions|states|stated|was told|recalls|remembers|reportedly|self-reported|per (?:patient|pt)|by history",
      "pre-?(?:treatment|therapy|op)|(?:before|prior to) (?:treatment|therapy|starting|beginning|initiat[a-z]*|chemo[a-z]*|ai|letrozole|anastrozole|exemestane|denosumab|zoledron[a-z]*|alendron[a-z]*)|had been|used to be|nadir|worst ever",
      "vorher(?:ig[a-z]*)?|zuvor|vorbefund[a-z]*|voruntersuchung[a-z]*|vormessung[a-z]*|voraufnahme|vorwerte?s?|fruher[a-z]*|damals|zuletzt|ausgangswert",
      "precedent[a-z]*|anterieur[a-z]*|auparavant|dernier examen",
      "anterior(?:es|mente)?|previ[oa]s?|previamente|antes",
      "prece[ds][a-z]*|in passato",
      "vorige?|eerder[a-z]*|voorheen|destijds",
      "tidligere|tidigare|forrige|foregaende|poprzedni[a-z]*",
    ),
    cue("prior"),
  ],
  [
    words(
      "compared? (?:to|with|against)",
      "in comparison (?:to|with)",
      "comparisons?(?: (?:to|with))?",
      "vs\\.?|versus|against|contre",
      "relative to",
      "gegenuber|im vergleich (?:zu[rm]?|mit)|verglichen mit|vergleich",
      "par rapport (?:a|au)|comparativement|comparaison",
      "comparad[oa] con|en comparacion(?: con)?|respecto a|frente a",
      "rispetto a(?:l|lla)?",
      "em comparacao|comparad[oa] com",
      "vergeleken met|ten opzichte van",
    ),
    cue("compare"),
  ],
  [
    words(
      "current(?:ly)?|now|today(?:'s)?|present(?:ly)?|most recent|latest|this (?:exam(?:ination)?|study|scan)",
      "aktuell[a-z]*|heute|heutig[a-z]*|jetzt|derzeit[a-z]*",
      "actuel[a-z]*|aujourd'hui|ce jour",
      "actual(?:mente)?|hoy",
      "attual[a-z]*|oggi",
      "atual(?:mente)?|hoje",
      "huidig[a-z]*|nu",
    ),
    cue("current"),
  ],
  [
    words(
      "mothers?(?:'s)?|mom(?:'s)?|fathers?(?:'s)?|sisters?(?:'s)?|brothers?(?:'s)?|aunt(?:'s)?|uncle(?:'s)?|grand(?:mother|father|ma)(?:'s)?|daughter(?:'s)?|parent(?:al|s|'s)?|sibling(?:'s)?|twin(?:'s)?|husband(?:'s)?|wife(?:'s)?|cousin(?:'s)?|niece(?:'s)?|friend(?:'s)?|neighbou?r(?:'s)?|colleague(?:'s)?|relatives?|family|familial",
      "mutter|vater|schwester|bruder|tante|gro(?:ss|ß)mutter|tochter|eltern|familien?[a-z]*",
      "mere|pere|so?eur|sour|frere|fille|familiaux|familiale?",
      "madre|padre|herman[ao]|abuela|hija|familiar(?:es)?|sorella|fratello|nonna|figlia|famigliare",
      "mae|irma|avo|moeder|vader|zus|oma|dochter|mor|moren|sost(?:er|ra)|syster|matk[ai]|siostr[ay]",
    ),
    cue("kin"),
  ],
  [words("patient(?:'s|in)?|paciente|paziente|her own|this woman"), cue("patient")],
  [
    words(
      "(?:women|patients|people|men|individuals|those|anyone|someone|subjects|persons|adults|participants) (?:with|whose|who|having|in whom|under|over|aged)",
      "(?:for|in) (?:an? |the )?(?:typical |average |healthy |normal )?(?:wom[ae]n|m[ae]n|persons?|people) (?:of|aged|at|in)",
      "(?:placebo|control|treatment|treated|study) (?:group|arm)|(?:women|people|patients) (?:of )?(?:her|this|that|the same) age",
      "trials?|cohort|study population|studies|on average|average t|(?:another|other|different|wrong) patients?(?:'s)?|someone else(?:'s)?",
      "frauen mit|patient(?:inn)?en mit|patientes? (?:avec|ayant)|femmes avec|mujeres con|pacientes con|donne con|pazienti con|mulheres com|pacientes com|vrouwen met|patienten met",
    ),
    cue("others"),
  ],
  [
    words(
      "if|unless|until|whenever|when the|once (?:the|her|t)|goals?|targets?|aim(?:s|ing)?|thresholds?|cut-?offs?|eligib[a-z]*|covered|indicated (?:for|when|if|in)|recommended (?:for|when|if|in)|consider(?:ed)? (?:for|when|if|in)|would|could|e\\.g\\.|for (?:example|instance)|example|hypothetical(?:ly)?|defin(?:ed|ition|itions|es)(?: as| of)?|expected",
      "wenn|sofern|sobald|ziel[a-z]*|schwellen?[a-z]*|grenzwert[a-z]*|definition|definiert",
      "si (?:le|la|el)|objectif|seuil|objetivo|umbral|se il|se lo|obiettivo|soglia|alvo|limiar|doel|drempel|indien|als de",
    ),
    cue("supposed"),
  ],
  [
    String.raw`(?:who|world health organi[sz]ation|oms)[ -]{0,2}(?:\(who\) )?(?:classif|criteri|defin|kateg|krit|klass|categ|reference|range)[a-z ]{0,60}:|(?:who|oms) ?:|nach who[a-z ]{0,20}:|classif[a-z]*[a-z ]{0,40}:|world health organi[sz]ation (?:criteria|classification|definition)|(?:legend|key|referenz|leyenda|legende|reference (?:values?|ranges?)) ?:`,
    cue("legend"),
  ],
  [
    words(
      "no|not|without|neither|nor|never|none|cannot",
      "kein[a-z]*|nicht|ohne",
      "aucun[a-z]*|sans|pas d[e']|jamais",
      "ningun[a-z]*|sin|nunca",
      "nessun[a-z]*|senza|non(?= )",
      "nenhum[a-z]*|sem|nao",
      "geen|niet|zonder",
    ),
    cue("not"),
  ],
  [
    String.raw`(?:(?:or|oder|ou|o|of|and|und|et|y|e) |[&,] ?)(?:below|lower|less|worse|above|higher|greater|better|more|under|over|weniger|niedriger|darunter|hoher|daruber|moins|plus bas|inferieure?s?|superieure?s?|menos|inferior|superior|menor|mayor|meno|inferiore|superiore|lager|minder|hoger|kleiner|beyond)${end}`,
    cue("or-beyond"),
  ],
  [String.raw`(?:<=|>=|=<|=>|<|>|≤|≥)`, cue("bound")],
  [
    words(
      "(?:below|under|less than|lower than|above|greater than|more than|higher than|better than|worse than|at least|at most|no (?:lower|less|worse|higher) than|at or (?:below|above)|equal to or (?:less|lower|greater|higher) than|exceed[a-z]*|between|betweeen|ranged?s?|ranging|from)",
      "unter(?:halb)?(?: von)?|darunter|uber|kleiner(?: als)?(?: oder gleich)?|gro(?:ss|ß)er(?: als)?(?: oder gleich)?|niedriger als|hoher als|zwischen|mindestens|hochstens|ab",
      "inferieure?s? (?:ou egale? )?a|superieure?s? (?:ou egale? )?a|entre|(?:au-|en )dessous(?: de)?|sous|moins de|plus de",
      "(?:inferior|superior|menor|mayor)(?:es)?(?: o igual)?(?: ou igual)?(?: a| que| de| do que)?|menos de|mas de|por debajo de|por encima de|abaixo de|acima de|maior que",
      "(?:inferiore|superiore|minore|maggiore)(?: o uguale)?(?: a| di)?|tra|fra|sotto|sopra|al di sotto di",
      "lager dan|hoger dan|kleiner dan|groter dan|tussen|beneden|boven|onder|minder dan",
      "vanaf",
    ),
    (matched) => boundOrDirection(matched),
  ],
  [
    words(
      "(?:has |have |had )?(?:significantly |slightly |mildly |further )?(?:decreas|declin|worsen|improv|increas|chang|deteriorat|progress|regress|dropp|fall|fell|rose|risen|gone|went)(?:ed|ing|en|es|s|d)?|verschlechtert|verbessert|gesunken|gestiegen|passe|diminue|ameliore|disminuido|mejorado|empeorado|bajado|peggiorat[oa]|migliorat[oa]|gedaald|gestegen|piorou|melhorou",
    ),
    cue("changed"),
  ],
  [
    words(
      "should (?:read|be|have (?:read|been))|correct(?:ed|ion|ions)?(?: to| values?)?|amended|erratum|revised|statt|anstatt|instead of|korrigiert|korrektur|corrigee?|corregid[oa]|rectific[a-z]*|rettific[a-z]*|gecorrigeerd",
    ),
    cue("correction"),
  ],
  [
    words(
      "do not use|(?:is |are )?not (?:valid|reportable|evaluable|interpretable|reliable)|is not reported|(?:is|are|was) (?:falsely|spuriously|art[ei]factually) (?:elevated|high|raised|increased)|(?:is|are|was|considered) unreliable|uninterpretable|non-?diagnostic|invalid|erroneous|in error|disregard|misreported|(?:should|must|can) ?not be used|wrong (?:region|side|site|level|value)|nicht verwertbar|ungultig|non valide|no valid[oa]|non valido",
    ),
    cue("void"),
  ],
  [words("by|um"), cue("by")],
];

/** "below" is a bound before a number and a direction behind "SD"; the reader of the sentence decides by its neighbours. */
function boundOrDirection(matched: string): Meaning {
  if (/^(?:below|under|unter|lower than|less than|darunter|(?:en |au-)dessous|sous|por debajo|sotto|abaixo|beneden|onder)/.test(matched))
    return { kind: "direction", sign: -1 };
  if (/^(?:above|uber|higher than|greater than|por encima|sopra|acima|boven)/.test(matched)) return { kind: "direction", sign: 1 };
  return { kind: "cue", cue: "bound" };
}
