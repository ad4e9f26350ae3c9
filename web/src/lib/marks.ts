import type { Claim } from "./types";

export type Role = "trigger" | "source" | "time" | "place" | "target" | "agent" | "holder" | "condition";
export type Piece = { text: string; role: Role | null; claims: string[]; start: number };

/** What the state of a place is called: a key of `words`. */
export const STATES = { held: "legendHeld", contested: "legendContested", left: "legendLeft", faded: "legendFaded", would: "legendWould" } as const;

/** The innermost role wins where they overlap. */
const ORDER: Role[] = ["trigger", "condition", "source", "time", "place", "target", "holder", "agent"];

function spans(claim: Claim, role: Role): { start: number; end: number }[] {
  switch (role) {
    case "trigger":
      return [claim.trigger];
    case "agent":
      return claim.agents;
    case "holder":
      return claim.holder ? [claim.holder] : [];
    case "target":
      return claim.targets;
    case "place":
      return claim.places;
    case "source":
      return claim.source ? [claim.source] : [];
    case "time":
      return claim.time?.span ? [claim.time.span] : [];
    case "condition":
      return claim.condition ? [claim.condition] : [];
  }
}

/** A text in pieces, each with its role and the claims that it belongs to. Offsets count code points, as the coder's do. */
export function pieces(letters: string[], claims: { id: string; claim: Claim }[], from: number, to: number): Piece[] {
  const roles: (Role | null)[] = new Array(to - from).fill(null);
  const owners: string[][] = Array.from({ length: to - from }, () => []);
  for (const role of [...ORDER].reverse())
    for (const { id, claim } of claims)
      for (const s of spans(claim, role)) {
        if (role !== "trigger" && s.start <= claim.evidence.start && s.end >= claim.evidence.end) continue; // a reviewer's part without words of its own
        for (let i = Math.max(from, s.start); i < Math.min(to, s.end); i++) {
          roles[i - from] = role;
          if (!owners[i - from].includes(id)) owners[i - from].push(id);
        }
      }
  const out: Piece[] = [];
  for (let i = from; i < to;) {
    let end = i + 1;
    while (end < to && roles[end - from] === roles[i - from] && owners[end - from].join() === owners[i - from].join()) end++;
    out.push({ text: letters.slice(i, end).join(""), role: roles[i - from], claims: owners[i - from], start: i });
    i = end;
  }
  return out;
}
