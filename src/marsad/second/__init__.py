"""A second coder beside marsad's own: a language model behind a server, an encoder in a folder, or a plug-in.

It proposes words; every span is verified against the text, and actors, places, days and numbers are resolved by marsad's own lexicon,
gazetteer and calendar. Its claims stand beside the first coder's, never in their place (docs/second-coder.md).
"""

from .base import SecondCoder, made, wanted
from .options import Options

__all__ = ["Options", "SecondCoder", "made", "wanted"]
