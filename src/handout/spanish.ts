/** Edition of the translations. They were written with the product and not yet checked by a medical translator; the release step says so. */
export const spanishEdition = { version: "1.0.0", written: "2026-11-23" } as const;

/** A patient text of a rule and its translation. The English stands here so that a changed rule loses its translation instead of keeping a wrong one. */
type Translation = { readonly english: string; readonly spanish: string };

/** The Spanish of a rule's patient text; undefined where that very text was not translated. */
export function spanishOf(ruleId: string, english: string): string | undefined {
  return translations[ruleId]?.find((one) => one.english === english)?.spanish;
}

function of(english: string, spanish: string): Translation {
  return { english, spanish };
}

const translations: Readonly<Record<string, readonly Translation[]>> = {
  "SCOPE-02": [of("Your team uses a different plan for your bones.", "Su equipo usa otro plan para sus huesos.")],
  "SCOPE-03": [of("Tell your team if you still have periods.", "Avise a su equipo si todavía tiene la regla.")],
  "DXA-01": [
    of(
      "A bone density scan is advised because your medicine can thin bones. If you had one elsewhere, bring the report.",
      "Se aconseja una densitometría ósea porque su medicina puede debilitar los huesos. Si ya se hizo una en otro lugar, traiga el informe.",
    ),
  ],
  "DXA-02": [of("A new scan gives a starting point for your treatment.", "Una nueva densitometría sirve de punto de partida para su tratamiento.")],
  "DXA-03": [of("Your next bone scan is due.", "Ya le toca su próxima densitometría ósea.")],
  "DXA-04": [of("You may need a scan this year or next; ask which.", "Puede necesitar una densitometría este año o el próximo; pregunte cuándo.")],
  "DXA-06": [of("A hip and spine scan gives a fuller picture.", "Una densitometría de cadera y columna da una imagen más completa.")],
  "TX-01": [
    of(
      "Your scan shows osteoporosis. Medicines can lower fracture risk; talk through options.",
      "Su densitometría muestra osteoporosis. Hay medicinas que reducen el riesgo de fracturas; hable de las opciones con su equipo.",
    ),
    of(
      "Your bone density is lower than expected. Ask your team what can protect your bones.",
      "Su densidad ósea es más baja de lo esperado. Pregunte a su equipo qué puede proteger sus huesos.",
    ),
  ],
  "TX-02": [
    of(
      "Your bone density is low. Experts differ on when to start medicine; discuss what fits you.",
      "Su densidad ósea es baja. Los expertos no están de acuerdo sobre cuándo empezar una medicina; hable de lo que es mejor para usted.",
    ),
  ],
  "TX-03": [
    of(
      "Low bone density plus another risk. Ask whether medicine would help.",
      "Tiene densidad ósea baja y además otro riesgo. Pregunte si una medicina le ayudaría.",
    ),
  ],
  "TX-04": [
    of(
      "You have more than one risk for weak bones. A scan and a talk with your team are worthwhile.",
      "Tiene más de un riesgo de huesos débiles. Vale la pena hacerse una densitometría y hablar con su equipo.",
    ),
  ],
  "TX-05": [of("A fracture-risk tool gave a higher score for you.", "Una herramienta que calcula el riesgo de fractura dio un resultado más alto para usted.")],
  "TX-06": [
    of(
      "A past low-impact fracture raises your risk. Treatment is usually advised.",
      "Una fractura anterior por un golpe leve aumenta su riesgo. Normalmente se aconseja tratamiento.",
    ),
  ],
  "TX-07": [of("Your scan shows faster bone loss than expected.", "Su densitometría muestra que pierde hueso más rápido de lo esperado.")],
  "ONTX-01": [of("Keep taking/booking your bone medicine.", "Siga tomando su medicina para los huesos o reservando sus citas para recibirla.")],
  "ADJ-01": [
    of(
      "A bone medicine may also slightly lower the chance of cancer returning. Ask if it suits you.",
      "Una medicina para los huesos también puede reducir un poco la posibilidad de que el cáncer vuelva. Pregunte si es adecuada para usted.",
    ),
  ],
  "SAFE-01": [of("See a dentist before starting bone medicine.", "Vaya al dentista antes de empezar una medicina para los huesos.")],
  "SAFE-02": [
    of(
      "Your kidney test affects which bone medicine is safe.",
      "El resultado de su análisis de los riñones influye en qué medicina para los huesos es segura.",
    ),
  ],
  "SAFE-03": [
    of("Your calcium is low and must be treated before bone medicine.", "Su calcio está bajo y hay que tratarlo antes de darle una medicina para los huesos."),
  ],
  "SAFE-04": [of("Do not skip or delay this injection. Call your team now.", "No se salte ni retrase esta inyección. Llame ahora a su equipo.")],
  "SAFE-05": [
    of("Your bone injection is due. Please book it and do not skip it.", "Ya le toca su inyección para los huesos. Por favor, pida la cita y no se la salte."),
  ],
  "SAFE-06": [
    of("With your kidney condition this injection needs extra blood tests.", "Con su problema de riñón, esta inyección necesita más análisis de sangre."),
  ],
  "VITD-01": [of("A blood test can check your vitamin D.", "Un análisis de sangre puede medir su vitamina D.")],
  "VITD-02": [of("Your vitamin D is very low and needs treatment.", "Su vitamina D está muy baja y necesita tratamiento.")],
  "VITD-03": [of("Your vitamin D is low. A supplement is advised.", "Su vitamina D está baja. Se aconseja un suplemento.")],
  "VITD-04": [of("Your level is fair. Ask whether to take more.", "Su nivel de vitamina D es aceptable. Pregunte si debe tomar más.")],
  "VITD-05": [
    of("Your vitamin D is higher than needed. Ask whether to take less.", "Su vitamina D está más alta de lo necesario. Pregunte si debe tomar menos."),
  ],
  "VITD-06": [of("Pause vitamin D until your team calls.", "Deje de tomar vitamina D hasta que su equipo le llame.")],
  "VITD-07": [of("A repeat blood test will show if the supplement worked.", "Otro análisis de sangre mostrará si el suplemento funcionó.")],
  "CA-01": [
    of(
      "Aim for calcium from food first; use a supplement only to top up.",
      "Procure obtener el calcio primero de la comida; use un suplemento solo para completar.",
    ),
  ],
  "CA-02": [of("You may be taking more calcium than you need.", "Puede que esté tomando más calcio del que necesita.")],
  "EX-01": [
    of(
      "Regular walking, strength and balance work are good for you. Build up slowly.",
      "Caminar con regularidad y hacer ejercicios de fuerza y equilibrio le hace bien. Aumente poco a poco.",
    ),
  ],
  "EX-02": [of("Ask for a physiotherapist before starting new exercise.", "Pida ver a un fisioterapeuta antes de empezar un ejercicio nuevo.")],
  "SMK-01": [of("Stopping smoking helps your bones and health. Help is available.", "Dejar de fumar ayuda a sus huesos y a su salud. Hay ayuda para dejarlo.")],
  "ALC-01": [of("Cutting down on alcohol protects bones and lowers falls.", "Beber menos alcohol protege los huesos y evita caídas.")],
  "BMI-01": [
    of("Eating enough helps keep bones strong. A dietitian can help.", "Comer lo suficiente ayuda a mantener los huesos fuertes. Un dietista puede ayudarle."),
  ],
  "FALL-01": [of("Tell us about falls. Small changes at home help.", "Cuéntenos si se ha caído. Pequeños cambios en casa ayudan.")],
  "MED-01": [
    of(
      "Steroid tablets can thin bones. Do not stop them suddenly; ask for a review.",
      "Las pastillas de esteroides pueden debilitar los huesos. No las deje de golpe; pida que las revisen.",
    ),
  ],
  "MED-02": [
    of(
      "Some of your medicines may affect bones. Keep taking them and ask for a review.",
      "Algunas de sus medicinas pueden afectar a los huesos. Siga tomándolas y pida que las revisen.",
    ),
  ],
  "MED-03": [
    of(
      "Two of your medicines may work against each other. Check with your team.",
      "Dos de sus medicinas pueden actuar una contra la otra. Consulte a su equipo.",
    ),
  ],
  "OFS-01": [
    of(
      "This combination can thin bones quickly, so we watch closely.",
      "Esta combinación de medicinas puede debilitar los huesos con rapidez, así que los vigilamos de cerca.",
    ),
  ],
  "PEP-01": [
    of("Please do not use growth-hormone peptides. Tell your oncologist.", "Por favor, no use péptidos de hormona de crecimiento. Avise a su oncólogo."),
  ],
  "K2-01": [
    of(
      "Vitamin K can change how your blood thinner works. Tell your clinic.",
      "La vitamina K puede cambiar el efecto de su anticoagulante. Avise a su clínica.",
    ),
  ],
  "INT-01": [
    of(
      "Your scans came from different machines, so they cannot be compared directly.",
      "Sus densitometrías se hicieron con máquinas distintas, así que no se pueden comparar directamente.",
    ),
  ],
  "INT-02": [of("Your bone density has not clearly changed.", "Su densidad ósea no ha cambiado de forma clara.")],
  "INT-03": [of("Your scan is compared with people your age.", "Su densitometría se compara con personas de su edad.")],
};
