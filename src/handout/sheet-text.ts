import { phrases } from "../ui/phrases";

/** Language of a sheet: the patient's, whatever the clinician's screen speaks. */
export type Language = "en" | "es";

/** Edition of the general advice, in both languages. */
export const adviceEdition = { version: "1.0.0", reviewed: "2026-11-23" } as const;

export type SheetKey = keyof typeof english;

/** A text of the sheet in the patient's language. */
export function sheetText(language: Language, key: SheetKey, values?: Readonly<Record<string, string | number>>): string {
  return inLanguage[language](key, values);
}

/** "12 March 2026", "March 2021" or "2021", in the patient's language and never more precise than what was written. */
export function sheetDate(language: Language, written: string): string {
  const [year = "", month, day] = written.slice(0, 10).split("-");
  const name = month === undefined ? undefined : sheetText(language, "months").split(" ")[Number(month) - 1];
  if (name === undefined) return year;
  return day === undefined
    ? sheetText(language, "monthOfYear", { month: name, year })
    : sheetText(language, "dayOfMonth", { day: String(Number(day)), month: name, year });
}

const english = {
  months: "January February March April May June July August September October November December",
  dayOfMonth: "{day} {month} {year}",
  monthOfYear: "{month} {year}",

  title: "Your bones and your treatment",
  for: "For",
  date: "Date",
  "section-medicine": "Your medicine",
  "section-results": "Your results",
  "section-next": "Your next steps",
  "section-food": "Food and vitamins",
  "section-moving": "Moving and falls",
  "section-habits": "Smoking and alcohol",
  "section-call": "When to call us",
  phone: "Our phone number:",
  questions: "My questions:",
  foot: "This sheet adds to your visit and does not replace it. If it differs from what your team told you, follow your team.",
  releasedBy: "Checked and released by {who} on {when}.",
  edition: "Boneline, advice {advice}, rules {rules}",

  medicine: "You take {agent}. It lowers the hormone estrogen. That helps to keep breast cancer away. But it can make bones thin.",
  medicineKeep: "Do not stop it on your own. Talk to us first if it bothers you.",
  scan: "Your last bone scan was on {date}.",
  scanMonth: "Your last bone scan was in {date}.",
  scoreNormal: "Your lowest score on {date} was {score} ({site}). This is in the normal range.",
  scoreLow: "Your lowest score on {date} was {score} ({site}). This is below the normal range.",
  scoreOsteoporosis: "Your lowest score on {date} was {score} ({site}). This is in the range called osteoporosis.",
  level: "Your vitamin D level on {date} was {value}.",
  calciumAmount: "Aim for 1,000 to 1,200 mg of calcium a day in all. Count what you eat first.",
  calciumTablets: "Your record lists {amount} mg of calcium a day from tablets. Count this too.",
  foods: "Foods with calcium",
  "food-milk": "Milk, 1 cup (240 ml)",
  "food-plant": "Soy or oat drink with added calcium, 1 cup",
  "food-yogurt": "Plain yogurt, 1 small tub (170 g)",
  "food-cheese": "Hard cheese, 1 slice (30 g)",
  "food-sardines": "Canned sardines with bones (85 g)",
  "food-salmon": "Canned salmon with bones (85 g)",
  "food-tofu": "Tofu set with calcium, half a cup",
  "food-kale": "Cooked kale, 1 cup",
  about: "about {amount} mg",
  vitaminD: "Vitamin D helps you use calcium. The usual aim is 800 to 1,000 units a day.",
  protein: "Have some protein at each meal. Good sources are fish, eggs, beans, milk, nuts or meat. Ask us first if you have kidney disease.",
  vitaminK: "Vitamin K2 pills are not recommended to treat bones. If you take a blood thinner such as warfarin, do not start vitamin K on your own.",
  saltCoffee: "Go easy on salt, and keep coffee to about 3 cups a day. The proof that these harm bones is weak.",
  exercise: "Be active for at least 150 minutes a week. Walk fast, climb stairs or dance. Work with weights or bands twice a week. Add balance work.",
  exerciseRecorded: "Your record shows {minutes} minutes a week now.",
  exerciseAsk: "Keep walking as you do now. Ask us before you start something new. Do not bend down to lift heavy things.",
  falls: "Keep from falling. Use good light, clear away loose rugs and wear firm shoes. Have your eyes checked.",
  smoking: "If you smoke, ask us for help to stop. Smoke is bad for bones.",
  alcohol: "If you drink, have no more than one small drink a day. Less is better.",
  call: "Call us if you have sudden back pain, if you get hurt in a fall, or if you get shorter.",
  callBoneMedicine: "Call us too if your jaw hurts, or if you have new pain in your thigh or groin.",

  "site-lumbar-spine": "lower spine",
  "site-total-hip": "hip",
  "site-femoral-neck": "neck of the hip bone",
  "site-hip": "hip",
  "site-femur": "thigh bone at the hip",

  "agent-letrozole": "letrozole",
  "agent-anastrozole": "anastrozole",
  "agent-exemestane": "exemestane",
} as const;

const spanish = {
  months: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
  dayOfMonth: "{day} de {month} de {year}",
  monthOfYear: "{month} de {year}",

  title: "Sus huesos y su tratamiento",
  for: "Para",
  date: "Fecha",
  "section-medicine": "Su medicina",
  "section-results": "Sus resultados",
  "section-next": "Sus próximos pasos",
  "section-food": "Comida y vitaminas",
  "section-moving": "Movimiento y caídas",
  "section-habits": "Tabaco y alcohol",
  "section-call": "Cuándo llamarnos",
  phone: "Nuestro teléfono:",
  questions: "Mis preguntas:",
  foot: "Esta hoja completa su consulta y no la sustituye. Si no coincide con lo que le dijo su equipo, siga a su equipo.",
  releasedBy: "Revisada y entregada por {who} el {when}.",
  edition: "Boneline, consejos {advice}, reglas {rules}",

  medicine: "Usted toma {agent}. Baja la hormona estrógeno. Eso ayuda a que el cáncer de mama no vuelva. Pero puede debilitar los huesos.",
  medicineKeep: "No la deje por su cuenta. Hable antes con nosotros si le causa molestias.",
  scan: "Su última densitometría ósea fue el {date}.",
  scanMonth: "Su última densitometría ósea fue en {date}.",
  scoreNormal: "Su valor más bajo del {date} fue {score} ({site}). Está en el rango normal.",
  scoreLow: "Su valor más bajo del {date} fue {score} ({site}). Está por debajo del rango normal.",
  scoreOsteoporosis: "Su valor más bajo del {date} fue {score} ({site}). Está en el rango que se llama osteoporosis.",
  level: "Su nivel de vitamina D del {date} fue {value}.",
  calciumAmount: "Procure tomar de 1000 a 1200 mg de calcio al día en total. Cuente primero lo que come.",
  calciumTablets: "En su historia constan {amount} mg de calcio al día en pastillas. Cuéntelos también.",
  foods: "Alimentos con calcio",
  "food-milk": "Leche, 1 taza (240 ml)",
  "food-plant": "Bebida de soja o avena con calcio añadido, 1 taza",
  "food-yogurt": "Yogur natural, 1 envase pequeño (170 g)",
  "food-cheese": "Queso duro, 1 loncha (30 g)",
  "food-sardines": "Sardinas en lata con espinas (85 g)",
  "food-salmon": "Salmón en lata con espinas (85 g)",
  "food-tofu": "Tofu cuajado con calcio, media taza",
  "food-kale": "Col rizada cocida, 1 taza",
  about: "unos {amount} mg",
  vitaminD: "La vitamina D ayuda a usar el calcio. Lo habitual es tomar de 800 a 1000 unidades al día.",
  protein: "Coma algo de proteína en cada comida: pescado, huevos, legumbres, lácteos, frutos secos o carne. Si tiene enfermedad del riñón, pregunte antes.",
  vitaminK:
    "Las pastillas de vitamina K2 no se recomiendan para tratar los huesos. Si toma un anticoagulante como la warfarina, no empiece vitamina K por su cuenta.",
  saltCoffee: "Use poca sal y no tome más de unas 3 tazas de café al día. La prueba de que dañan los huesos es débil.",
  exercise:
    "Muévase al menos 150 minutos a la semana: camine rápido, suba escaleras o baile. Dos veces por semana, use pesas o bandas. Añada ejercicios de equilibrio.",
  exerciseRecorded: "En su historia constan ahora {minutes} minutos a la semana.",
  exerciseAsk: "Siga caminando como hasta ahora. Pregunte antes de empezar algo nuevo. No se agache para levantar peso.",
  falls: "Evite las caídas: buena luz, sin alfombras sueltas y zapatos firmes. Revísese la vista.",
  smoking: "Si fuma, pídanos ayuda para dejarlo. El humo daña los huesos.",
  alcohol: "Si bebe alcohol, no pase de una bebida pequeña al día. Menos es mejor.",
  call: "Llámenos si tiene un dolor de espalda repentino, si se lastima en una caída o si pierde estatura.",
  callBoneMedicine: "Llámenos también si le duele la mandíbula o si tiene un dolor nuevo en el muslo o la ingle.",

  "site-lumbar-spine": "parte baja de la columna",
  "site-total-hip": "cadera",
  "site-femoral-neck": "cuello del fémur",
  "site-hip": "cadera",
  "site-femur": "fémur junto a la cadera",

  "agent-letrozole": "letrozol",
  "agent-anastrozole": "anastrozol",
  "agent-exemestane": "exemestano",
} as const satisfies Record<keyof typeof english, string>;

const inLanguage = { en: phrases("sheet-en", english), es: phrases("sheet-es", spanish) };
