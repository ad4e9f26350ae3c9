import { expect, test } from "vitest";
import { pieces, type Piece } from "../src/lib/marks";
import type { Claim } from "../src/lib/types";

const TEXT = "قصف الجيش بلدة بنش أمس";
const span = (words: string) => {
  const start = [...TEXT].join("").indexOf(words);
  return { start, end: start + words.length, text: words };
};
const claim = (more: Partial<Claim> = {}) =>
  ({
    trigger: span("قصف"),
    evidence: span(TEXT),
    agents: [{ ...span("الجيش"), actor: null }],
    targets: [],
    places: [span("بنش")],
    time: null,
    source: null,
    holder: null,
    condition: null,
    ...more,
  }) as unknown as Claim;

const cut = (claims: { id: string; claim: Claim }[], from = 0, to = TEXT.length): Piece[] => pieces([...TEXT], claims, from, to);

test("the pieces are the text, each with its role and its claims", () => {
  const found = cut([{ id: "a", claim: claim() }]);
  expect(found.map((p) => p.text).join("")).toBe(TEXT);
  expect(found.filter((p) => p.role).map((p) => [p.role, p.text, p.claims])).toEqual([
    ["trigger", "قصف", ["a"]],
    ["agent", "الجيش", ["a"]],
    ["place", "بنش", ["a"]],
  ]);
});

test("of roles that overlap the innermost wins", () => {
  const found = cut([{ id: "a", claim: claim({ targets: [{ ...span("بلدة بنش"), actor: null }] }) }]);
  expect(found.filter((p) => p.role === "target").map((p) => p.text)).toEqual(["بلدة "]);
  expect(found.filter((p) => p.role === "place").map((p) => p.text)).toEqual(["بنش"]);
});

test("words of two claims name both, and end where either does", () => {
  const found = cut([
    { id: "a", claim: claim() },
    { id: "b", claim: claim({ agents: [], trigger: span("قصف الجيش") }) },
  ]);
  expect(found[0]).toMatchObject({ text: "قصف", claims: expect.arrayContaining(["a", "b"]) });
  expect(found.slice(1, 3).map((p) => [p.text, p.role, p.claims])).toEqual([
    [" ", "trigger", ["b"]],
    ["الجيش", "trigger", expect.arrayContaining(["a", "b"])],
  ]);
});

test("a part that covers the whole evidence is a reviewer's, without words of its own", () => {
  const found = cut([{ id: "a", claim: claim({ source: { ...span(TEXT), actor: null } }) }]);
  expect(found.some((p) => p.role === "source")).toBe(false);
});

test("a stretch of the text is cut at its edges", () => {
  const found = cut([{ id: "a", claim: claim() }], 2, 6);
  expect(found.map((p) => [p.text, p.role, p.start])).toEqual([
    ["ف", "trigger", 2],
    [" ", null, 3],
    ["ال", "agent", 4],
  ]);
});
