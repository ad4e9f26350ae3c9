"""make types: mypy over the package, with the number of errors that may still be there. It may only fall.

Exit status 1 where there are more than LIMIT; where there are fewer, it says to lower LIMIT.
"""

from __future__ import annotations

import re
import subprocess
import sys

LIMIT = 135
FOUND = re.compile(r"^Found (\d+) errors?", re.MULTILINE)


def judged(told: str, limit: int = LIMIT) -> tuple[int, str]:
    """(exit status, what to say) of what mypy printed. Raises `ValueError` for what mypy does not print."""
    found = FOUND.search(told)
    if found is None and "Success" not in told:
        raise ValueError(f"mypy did not come to an end: {told[-500:]}")
    count = int(found[1]) if found else 0
    if count > limit:
        return 1, f"{told}\n{count} errors of types, and {limit} may be: mend yours."
    return 0, f"{count} errors of types, {limit} may be" + ("" if count == limit else f": set LIMIT in tools/check_types.py to {count}.")


def main() -> int:
    """Run mypy beside this Python. Returns the exit status."""
    run = subprocess.run([sys.executable, "-m", "mypy", "--ignore-missing-imports", "src/marsad"], capture_output=True, text=True)
    status, told = judged(run.stdout + run.stderr)
    print(told, file=sys.stderr if status else sys.stdout)
    return status


if __name__ == "__main__":
    sys.exit(main())
