// The shapes of the API's answers, by the names that the pages use: schema.ts is made from the API's own description.
import type { components } from "./schema";

type Made = components["schemas"];

export type Lang = "en" | "ar";
export type Digits = "arab" | "latn";
export type Label = { en: string; ar: string; class?: string };
export type Names = Record<string, string>;

export type Voice = Made["Voice"];
export type Toll = Made["Toll"];
export type Disagreement = Made["Disagreement"];
export type Match = Made["Match"];
export type Event = Made["Event"];
export type Span = Made["Span"];
export type Actor = Made["Actor"];
export type ActorSpan = Made["ActorSpan"];
export type PlaceSpan = Made["PlaceSpan"];
export type Count = Made["Count"];
export type Claim = Made["Claim"];
export type ClaimShown = Made["ClaimShown"];
export type Copy = Made["Copy"];
export type ArticleShown = Made["ArticleShown"];
export type Note = Made["Note"];
export type Pins = Made["Pins"];
export type Done = Made["Done"];
export type Alike = Made["Alike"];
export type ArticleWhole = Made["ArticleWhole"];
export type Cluster = Made["Cluster"];
export type Move = Made["marsad.archive.views.Move"];
export type MapView = Made["MapView"];
export type Bar = Made["Bar"];
export type TimelineData = Made["Timeline"];
export type Extent = Made["Extent"];
export type Row = Made["Row"];
export type Profile = Made["Profile"];
export type ActorWhole = Made["ActorWhole"];
export type By = Made["BreakdownAsked"]["rows"];
export type Counted = Made["Cell"];
export type Breakdown = Made["Breakdown"];
export type Page = Made["Page"];
export type Theirs = Made["Theirs"];
export type Held = Made["Held"];
export type Foreign = Made["Foreign"];
export type Spot = Made["Spot"];
export type Facet = Made["Facet"];
// "would": whom an offensive told of would make the holder; the pages draw it beside those who hold.
export type Stay = Omit<Made["Stay"], "state"> & { state: Made["Stay"]["state"] | "would" };
export type Prospect = Made["Prospect"];
export type Axis = Made["Axis"];
export type Phase = Made["Phase"];
export type Operation = Made["Operation"];
export type Operations = Made["Operations"];
export type Me = Made["Me"];
export type PlaceFound = Made["PlaceFound"];
export type Doc = Made["Doc"];
export type TryAnswer = Made["TryAnswer"];
export type Job = Made["Job"];
export type Kept = Made["Kept"];

// What the description says more loosely than the pages need it: rows of the log, and tables by name.
export type LogRow = {
  id: number;
  article_id: string;
  claim_id: string;
  verdict: string;
  who: string;
  reason: string | null;
  at: string;
  fields: Record<string, [unknown, unknown]>;
  claims: string[];
  others: string[];
  undone: boolean;
  undoes: number | null;
  value: string | null;
};
export type EventShown = Omit<Made["EventShown"], "log"> & { log: LogRow[] };
export type Start = Omit<Made["Start"], "labels" | "facets"> & {
  labels: Record<"class" | "type" | "modality" | "grade" | "role" | "group" | "differ", Record<string, Label>>;
  countries: Record<string, Label>;
  facets: Record<"type" | "modality" | "grade" | "country" | "country_basis" | "admin1" | "tag" | "assigned", Facet[]>;
};
