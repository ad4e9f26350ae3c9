import { app, called, label } from "./app.svelte";
import { digits } from "./format";
import type { ArticleShown, Claim, Event } from "./types";

// The server's sentences; what an archive of an older version holds has none until `marsad recode`.
const told = (en: string | undefined, ar: string | undefined, type: string) => (app.lang === "ar" ? digits(ar ?? "") : en) || label("type", type);

/** What happened, in the reader's language. */
export const sentence = (e: Event): string => told(e.sentence_en, e.sentence_ar, e.type);

/** The same for one claim. */
export const claimSentence = (c: Claim): string => told(c.gloss_en, c.gloss_ar, c.type);

/** Who says it: the source that the claim names, else the outlet. */
export const teller = ({ source }: Claim, article: ArticleShown): string =>
  source?.actor ? called(source.actor.name_ar, source.actor.name_en) : (source?.text ?? article.outlet ?? article.title ?? article.id);

/** How many letters of an article's text are its headline, with what parts it from the rest; none where it does not begin with one. */
export function headline({ title, text }: ArticleShown): number {
  const gap = title && text.startsWith(title) ? /^\s*\n\s*/.exec(text.slice(title.length)) : null;
  return gap ? Array.from(title + gap[0]).length : 0;
}
