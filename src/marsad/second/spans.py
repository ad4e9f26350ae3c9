"""Words that a model copied → where they stand in the text, or None: what the text does not hold is not taken."""

from __future__ import annotations

import re

from ..arabic.normalise import fold_with_map
from ..coder.scene import Scene

_MOST = 300  # letters of a span: more is no mention


class Text:
    """An article's text with its sentences, in which words are looked for."""

    def __init__(self, text: str, scenes: list[Scene]):
        self.text, self.scenes = text, scenes
        self._folded, self._origin = fold_with_map(text)

    def find(self, words: object, sentence: int) -> tuple[int, int] | None:
        """[start, end) of `words` in sentence number `sentence`, else at the occurrence nearest to it; None where there is none.

        Spelling variants and spaces count for nothing, everything else must stand there letter by letter, from the beginning of
        a word (behind و ف ب ل ك and the article's ال at most) to its end.
        """
        if not isinstance(words, str) or not 0 < len(words.strip()) <= _MOST:
            return None
        folded = fold_with_map(words.strip())[0].split()
        if not folded:
            return None
        wanted = r"\s+".join(map(re.escape, folded))
        pattern = re.compile(rf"(?<!\w)[وف]?[بلك]?(?:ال)?({wanted})(?!\w)")
        found = [(self._origin[m.start(1)], self._origin[m.end(1) - 1] + 1) for m in pattern.finditer(self._folded)]
        s = self.scenes[sentence].s
        inside = [f for f in found if s.start <= f[0] and f[1] <= s.end]
        return min(inside or found, key=lambda f: abs(f[0] - s.start), default=None)

    def scene_of(self, span: tuple[int, int]) -> tuple[int, int, int] | None:
        """(sentence, first token, token after the last) that a span covers; None where it lies between sentences or across two."""
        for number, scene in enumerate(self.scenes):
            if scene.s.start <= span[0] and span[1] <= scene.s.end:
                tokens = [t.i for t in scene.s.tokens if not t.mark and t.start < span[1] and span[0] < t.end]
                return (number, tokens[0], tokens[-1] + 1) if tokens else None
        return None
