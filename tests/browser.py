"""A real browser on a real server with a real archive, for the tests of the pages and for the pictures of the documentation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# No window, drawing by the processor, and nothing asked of the outside.
_FLAGS = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip


def chromium() -> str | None:
    """The browser's path, where it is on this machine."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@contextmanager
def browser() -> Iterator:
    """A running browser."""
    from playwright.sync_api import sync_playwright

    flags = [*_FLAGS, "--no-sandbox"] if os.geteuid() == 0 else _FLAGS  # its sandbox refuses to run as root
    with sync_playwright() as p:
        running = p.chromium.launch(executable_path=chromium(), args=flags)
        yield running
        running.close()


@contextmanager
def served(db: Path, *more: str) -> Iterator[str]:
    """The address of `marsad serve` over an archive."""
    command = [
        sys.executable,
        "-c",
        "from marsad.cli import main; main()",
        "serve",
        "--db",
        str(db),
        "--port",
        "0",
        *more,
    ]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = ""
        while "http" not in line.partition("(")[0]:
            line = process.stderr.readline()
            assert line, "the server ended at its start"
        yield line.split()[1].rstrip("/")
    finally:
        process.terminate()
        process.wait(20)
