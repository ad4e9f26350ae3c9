"""How each kind of file becomes items, a generator a kind (`sources.py` chooses among them)."""
