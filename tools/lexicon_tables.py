"""Write the tables of fields in the documentation anew from `lexicon/schema.py`: python tools/lexicon_tables.py"""

from __future__ import annotations

import re
from pathlib import Path

from marsad.lexicon.schema import table_of

ROOT = Path(__file__).parents[1]
PAGES = tuple(ROOT / page for page in ("docs/lexicon.md", "src/marsad/lexicon/events/README.md", "src/marsad/lexicon/actors/README.md"))
_BLOCK = re.compile(r"(<!-- fields of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def levelled(text: str) -> str:
    """A page with the tables between its marks as the schema has them."""
    return _BLOCK.sub(lambda block: f"{block[1]}{table_of(block[2])}\n{block[3]}", text)


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(levelled(page.read_text("utf-8")), "utf-8")
