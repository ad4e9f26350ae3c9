"""What a second coder is, how the user chooses one, and which articles it is given."""

from __future__ import annotations

from typing import Literal, Protocol

from ..coder import relevance
from ..errors import InputError
from ..lexicon import Lexicon
from ..model import Article, Doc, Second
from .options import Options

When = Literal["relevant", "unsure", "all"]
_UNSURE = 0.6  # of a claim's confidence: below, the first coder would have it looked at


class SecondCoder(Protocol):
    """What codes articles a second time. `by` names it with all that its claims depend on: the model, the prompt's version."""

    by: str

    def code(self, article: Article) -> Second:
        """The claims of an article, or the reason why there are none. Raises nothing for any text; `InputError` where the coder
        itself cannot go on (no such server, the budget is spent)."""
        ...

    def close(self) -> None:
        """Let go of what it holds."""
        ...


def made(options: Options) -> SecondCoder:
    """The coder that `options.address` names: a server (http://…), encoder:FOLDER or plugin:NAME. Raises `InputError`."""
    if options.address.startswith("encoder:"):
        from .encoder import EncoderCoder

        return EncoderCoder(options.address.removeprefix("encoder:"))
    if options.address.startswith("plugin:"):
        from ..plugins import plugged

        coder: SecondCoder = plugged("marsad.coders", options.address.removeprefix("plugin:"))(options)
        return coder
    if not options.address.startswith(("http://", "https://")):
        raise InputError(f"--second {options.address}: give the address of a server (http://127.0.0.1:8080/v1), encoder:FOLDER or plugin:NAME.")
    if not options.model:
        raise InputError("--second needs --model, the name by which the server knows its model.")
    from .server import ServerCoder

    return ServerCoder(options)


def wanted(article: Article, doc: Doc, when: When, lexicon: Lexicon) -> bool:
    """Whether an article is worth a second reading: all; those that may speak of a conflict; of these, those where the first
    coder found nothing or has a claim that it is unsure of."""
    if when == "all":
        return True
    if not relevance.may_speak_of_conflict(article, lexicon):
        return False
    return when == "relevant" or not doc.claims or any(c.confidence < _UNSURE for c in doc.claims)
