import { i18n, type Messages } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";

// A build compiles the messages ahead (vite.config.ts), so that the parser need not ship.
if (!import.meta.env.PROD) i18n.setMessagesCompiler(compileMessage);
i18n.loadAndActivate({ locale: "en", messages: {} });

/**
 * The texts of one folder, in ICU MessageFormat, English as the source language. Each folder keeps its own `text.ts`; the
 * ids are its keys. Another language is another catalogue loaded under the same ids (`area.key`).
 */
export function phrases<const Texts extends Readonly<Record<string, string>>>(area: string, english: Texts) {
  const messages: Messages = Object.fromEntries(Object.entries(english).map(([key, text]) => [`${area}.${key}`, text]));
  i18n.load("en", messages);
  return (key: keyof Texts & string, values?: Readonly<Record<string, string | number>>): string => i18n._(`${area}.${key}`, values);
}
