"""The errors a user may meet. Each message is one sentence that says what to do."""


class MarsadError(Exception):
    """Base of every error that marsad raises on purpose; its text is meant for the user."""


class InputError(MarsadError):
    """An input that could not be read as an Arabic article."""


class LexiconError(MarsadError):
    """A lexicon file that breaks its schema; names the file and the entry."""
