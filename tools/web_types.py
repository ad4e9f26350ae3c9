"""make web-types: the types of the API's answers for the pages, made from its description into web/src/lib/schema.ts.

The first line of the file names the description by its digest; `tests/test_web.py` says where the file is older than the code.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from marsad.serve.app import ENDPOINTS, LOGIN
from marsad.serve.endpoint import openapi

ROOT = Path(__file__).parent.parent
MADE = ROOT / "web" / "src" / "lib" / "schema.ts"


def described() -> dict[str, Any]:
    """The types of the API's description alone: what the pages send stands beside what they show."""
    schemas = openapi([*ENDPOINTS, LOGIN])["components"]["schemas"]
    return {"openapi": "3.1.0", "info": {"title": "marsad", "version": "0"}, "paths": {}, "components": {"schemas": schemas}}


def head(description: dict[str, Any]) -> str:
    """The first line of the file that is made from a description."""
    digest = hashlib.sha256(json.dumps(description, sort_keys=True).encode()).hexdigest()[:20]
    return f"// Made by `make web-types` from the description of the API ({digest}); edit nothing here.\n"


def main() -> int:
    """Make the file. Returns the exit status of the tool that makes it."""
    description = described()
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "openapi.json", Path(folder) / "schema.ts"
        source.write_text(json.dumps(description), "utf-8")
        # A default stands in every answer: what the server leaves out of a description's `required` it does not leave out of an answer.
        tool = ["npx", "--no-install", "openapi-typescript", source, "--properties-required-by-default", "--output", target]
        done = subprocess.run(tool, cwd=ROOT / "web", capture_output=True, text=True)
        if done.returncode:
            print(done.stderr, file=sys.stderr)
        else:
            MADE.write_text(head(description) + target.read_text("utf-8"), "utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
