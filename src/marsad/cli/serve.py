"""The commands around the web application: serve, and who may log in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import App, Parameter

from ..errors import InputError
from .intake import address

user = App(name="user", help="Add people who may log in, list them, take them away.")
_Db = Annotated[str | None, Parameter(name="--db")]


def serve(
    *,
    db: _Db = None,
    host: str = "127.0.0.1",
    port: int = 8000,
    tiles: str | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    behind_proxy: Annotated[tuple[str, ...], Parameter(consume_multiple=False, negative="")] = (),
) -> int:
    """Show an archive: the map, the timeline, event pages and the analyst's desk, in Arabic and English.

    Parameters
    ----------
    db
        The archive.
    host
        The address to serve on; any but this machine's own asks for logins (`marsad user add`).
    port
        The port; 0 chooses a free one.
    tiles
        A base map of your own: an address with {z}, {x} and {y}, or a PMTiles file.
    certificate
        A TLS certificate chain (PEM), to serve over https.
    key
        Its key (PEM).
    behind_proxy
        The address, or network, of a proxy before this server (may be given again): its word is taken of who asks and whether
        over https, everybody has to log in, and cookies go over https alone. It must pass the Host on.
    """
    import ipaddress

    from ..archive import open_archive
    from ..serve.accounts import people
    from ..serve.app import run
    from ..serve.state import State
    from ..serve.tiles import tiles_of

    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not 0 <= port <= 65535:
        raise InputError(f"{port} is no port; give one from 0 to 65535.")
    for proxy in behind_proxy:
        try:
            ipaddress.ip_network(proxy, strict=False)
        except ValueError:
            raise InputError(f"{proxy} is no address of a proxy; give one such as 127.0.0.1 or 10.0.0.0/8.") from None
    loopback = loopback and not behind_proxy
    with open_archive(address(db)) as archive:
        if not loopback and not people(archive):
            raise InputError(
                f"{'the proxy' if behind_proxy else host} can be reached by others and nobody may log in yet; "
                "add people with `marsad user add NAME --role reviewer`."
            )
        if not loopback and certificate is None and not behind_proxy:
            print(
                "marsad: passwords and cookies go over https alone; put a proxy with TLS before this, or give --certificate and --key.",
                file=sys.stderr,
            )
        run(State(archive, tiles_of(tiles), loopback, not loopback or certificate is not None, behind_proxy), host, port, certificate, key)
    return 0


@user.command(name="add")
def user_add(name: str, *, role: Literal["viewer", "reviewer", "admin"], db: _Db = None) -> int:
    """Add a person who may log in, or give a known one a new role and password. Asks for the password, or reads it from a pipe.

    Parameters
    ----------
    name
        The name that they log in with, and that their decisions are kept under.
    role
        viewer reads; reviewer decides too; admin can take back what others decided.
    db
        The archive.
    """
    import getpass

    from ..archive import open_archive
    from ..serve.accounts import add_person

    if sys.stdin.isatty():
        password = getpass.getpass("password: ")
        if getpass.getpass("once more: ") != password:
            raise InputError("the two passwords differ; nothing was changed.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    with open_archive(address(db)) as archive:
        new = add_person(archive, name, role, password)
    print(f"marsad: {name} {'may log in' if new else 'has a new password'} as {role}", file=sys.stderr)
    return 0


@user.command(name="list")
def user_list(*, db: _Db = None) -> int:
    """List who may log in."""
    from ..archive import open_archive
    from ..serve.accounts import people

    with open_archive(address(db)) as archive:
        for name, role in people(archive):
            print(f"{name}\t{role}")
    return 0


@user.command(name="remove")
def user_remove(name: str, *, db: _Db = None) -> int:
    """Take a person's access away; what they decided stays in the log."""
    from ..archive import open_archive
    from ..serve.accounts import remove_person

    with open_archive(address(db)) as archive:
        if not remove_person(archive, name):
            raise InputError(f"nobody is called {name}; `marsad user list` shows who is.")
    return 0


def register(app: App) -> None:
    """Add these commands to the command line."""
    app.command(serve)
    app.command(user)
