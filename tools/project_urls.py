"""Where the project lives, for the metadata of what is built: it stands in no file, since a copy may live elsewhere and who builds it knows.

The build back end calls this (pyproject.toml). MARSAD_REPOSITORY is the address of the repository, which release.yml takes from the
repository that it runs in; without it a wheel names no address.
"""

from __future__ import annotations

import os

from hatchling.metadata.plugin.interface import MetadataHookInterface

PAGES = {
    "Homepage": "",
    "Documentation": "/blob/HEAD/docs/index.md",
    "Changelog": "/blob/HEAD/CHANGELOG.md",
    "Issues": "/issues",
    "Security": "/security/policy",
}


class ProjectUrls(MetadataHookInterface):
    """Adds the project's addresses to its metadata."""

    def update(self, metadata: dict) -> None:
        """Put them under `urls`, none where none is told. Raises ValueError where what is told is no address of the web."""
        repository = os.environ.get("MARSAD_REPOSITORY", "").rstrip("/")
        if repository and not repository.startswith(("https://", "http://")):
            raise ValueError(f"MARSAD_REPOSITORY is no address of the web: {repository}")
        metadata["urls"] = {label: repository + page for label, page in PAGES.items()} if repository else {}
