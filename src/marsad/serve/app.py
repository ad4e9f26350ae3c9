"""The application: endpoints, pages, tiles; who may come in; headers that keep article text from ever being anything but text."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import anyio
import msgspec
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..archive.desk import Changed
from ..errors import InputError, MarsadError
from . import accounts
from .accounts import RANK, Person
from .commands import adding, change, pins, views
from .endpoint import Endpoint, File, arguments, openapi
from .gate import Gate
from .queries import files, read, theirs
from .refusals import language, told
from .state import State

if TYPE_CHECKING:
    import uvicorn

Serve = Callable[[Request], Awaitable[Response]]

PAGES = Path(__file__).parent / "pages"  # made by `npm run build` in web/
COOKIE = "marsad"
_TILE = re.compile(r"([0-9]{1,2})/([0-9]{1,8})/([0-9]{1,8})")
_FORWARDED = (b"forwarded", b"via", b"x-real-ip")


class Login(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name with its password."""

    name: Annotated[str, msgspec.Meta(max_length=80)]
    password: Annotated[str, msgspec.Meta(max_length=1000)]


ENDPOINTS = [
    *read.api.endpoints,
    *theirs.api.endpoints,
    *pins.api.endpoints,
    *change.api.endpoints,
    *adding.api.endpoints,
    *views.api.endpoints,
    *files.ENDPOINTS,
]


def make_app(state: State) -> Starlette:
    """The application over an archive. Raises `InputError` where the pages were not built."""
    if not (PAGES / "index.html").is_file():
        raise InputError("the pages are not built; run `make setup`, or install marsad from a wheel.")
    routes = [Route(e.path, _served(state, e), methods=[e.method]) for e in ENDPOINTS]
    routes += [
        Route("/api/openapi.json", _description(), methods=["GET"]),
        Route("/api/login", log_in(state), methods=["POST"]),
        Route("/api/logout", _log_out(state), methods=["POST"]),
        Route("/tiles/{rest:path}", _tile(state), methods=["GET"]),
        Route("/api/{rest:path}", _nothing, methods=["GET", "POST"]),
        Route("/{rest:path}", _pages(), methods=["GET"]),
    ]
    errors: dict[Any, Callable[[Request, Exception], Awaitable[Response]]] = {HTTPException: _told, MarsadError: _told, Exception: _fault}
    inside = [Middleware(_Guard, state=state), Middleware(GZipMiddleware, minimum_size=1000, compresslevel=4)]
    if state.proxies:
        from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

        inside.insert(0, Middleware(ProxyHeadersMiddleware, trusted_hosts=list(state.proxies)))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncGenerator[None]:
        yield
        await anyio.to_thread.run_sync(state.trials.close)
        await anyio.to_thread.run_sync(state.works.close)

    return Starlette(routes=routes, exception_handlers=errors, middleware=inside, lifespan=lifespan)


class _Guard:
    """Headers for every answer; and where no login is asked for, only this machine's own browser is answered."""

    def __init__(self, app: ASGIApp, state: State):
        self.app, self.state = app, state
        origin = f" {state.tiles.origin}" if state.tiles.origin else ""
        policy = (
            f"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:{origin}; "
            f"connect-src 'self'{origin}; worker-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        )
        self.headers = [
            (b"content-security-policy", policy.encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"referrer-policy", b"same-origin"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *self.headers]}
            await send(message)

        if self.state.loopback and (why := _from_elsewhere(scope)) and not await anyio.to_thread.run_sync(self.state.needs_login):
            return await _error(421, why)(scope, receive, guarded)
        return await self.app(scope, receive, guarded)


def _from_elsewhere(scope: Scope) -> str | None:
    """Why a request may come from elsewhere than this machine's own browser; None where nothing says so.

    A page of another site whose name was made to point here must not be answered as this machine's user; nor whoever comes
    through a proxy on this machine, which tells of itself by a header, or by speaking HTTP/1.0 as no browser does any more.
    """
    given = dict(scope["headers"])
    host = given.get(b"host", b"").decode("latin-1")
    name = (urlsplit(f"//{host}").hostname or "") if _parses(host) else ""
    if name not in ("localhost", "127.0.0.1", "::1"):
        return "this server answers to localhost alone."
    forwarded = any(header in _FORWARDED or header.startswith(b"x-forwarded") for header in given)
    if forwarded or scope.get("http_version") == "1.0":
        return "this came through a proxy, and nobody has to log in here: add people with `marsad user add`, and serve with --behind-proxy."
    return None


def _parses(host: str) -> bool:
    try:
        urlsplit(f"//{host}")
    except ValueError:
        return False
    return True


def _served(state: State, endpoint: Endpoint) -> Serve:
    wants_person = "person" in inspect.signature(endpoint.call).parameters
    gate = Gate(endpoint.at_once or sys.maxsize)

    async def serve(request: Request) -> Response:
        person = await anyio.to_thread.run_sync(state.person, request.cookies.get(COOKIE))
        _allowed(endpoint, request, person)
        with gate:
            given = await arguments(endpoint, request)
            if wants_person:
                given["person"] = person
            answer = await anyio.to_thread.run_sync(lambda: endpoint.call(state, **given))
        if isinstance(answer, File):
            return files.answer(answer)
        return Response(
            await anyio.to_thread.run_sync(msgspec.json.encode, answer), media_type="application/json", headers={"cache-control": "no-store"}
        )

    return serve


def _allowed(endpoint: Endpoint, request: Request, person: Person | None) -> None:
    """Raises `HTTPException` 401 or 403."""
    if endpoint.role is not None:
        if person is None:
            raise HTTPException(401, "log in first.")
        if RANK[person.role] < RANK[endpoint.role]:
            raise HTTPException(403, f"this needs the role {endpoint.role}; yours is {person.role}.")
    if endpoint.method != "GET":
        _ours(request)
        if person is not None and not accounts.same(request.headers.get("x-csrf-token", ""), person.token):
            raise HTTPException(403, "the token is missing or old; load the page again.")


def _ours(request: Request) -> None:
    """Raises `HTTPException` 403 where a browser says that another site's page is asking."""
    origin = request.headers.get("origin")
    if origin and origin.partition("://")[2] != request.headers.get("host"):
        raise HTTPException(403, "only marsad's own pages may ask this.")


def log_in(state: State) -> Serve:
    """Log in: the answer sets a cookie."""
    gate = Gate(LOGIN.at_once or sys.maxsize)

    async def serve(request: Request) -> Response:
        _ours(request)
        given: Login = (await arguments(LOGIN, request))["body"]
        address = request.client.host if request.client else ""
        with gate:
            if wait := state.attempts.take(given.name, address):
                raise HTTPException(429, f"too many wrong passwords; try again in {wait} seconds.", headers={"Retry-After": str(wait)})
            done = await anyio.to_thread.run_sync(accounts.log_in, state.archive, given.name, given.password)
        if done is None:
            raise HTTPException(401, "the name or the password is wrong.")
        state.attempts.right(given.name, address)
        cookie, person = done
        me = read.Me(person.name, person.role, person.token, True)
        answer = Response(msgspec.json.encode(me), media_type="application/json", headers={"cache-control": "no-store"})
        answer.set_cookie(COOKIE, cookie, max_age=accounts.HOURS * 3600, httponly=True, secure=_secure(state, request), samesite="strict")
        return answer

    return serve


LOGIN = Endpoint("POST", "/api/login", None, log_in, None, Login, read.Me, most=10_000, at_once=10)


def _secure(state: State, request: Request) -> bool:
    """Whether the site is https, by whatever says so: a cookie that is kept to https too often does no harm."""
    told = (request.scope["scheme"], request.headers.get("x-forwarded-proto"))
    return state.secure or "https" in told or request.headers.get("origin", "").startswith("https://")


def _log_out(state: State) -> Serve:
    async def serve(request: Request) -> Response:
        _ours(request)
        cookie = request.cookies.get(COOKIE)
        person = await anyio.to_thread.run_sync(state.person, cookie)
        if cookie and person and accounts.same(request.headers.get("x-csrf-token", ""), person.token):
            await anyio.to_thread.run_sync(accounts.log_out, state.archive, cookie)
        answer = Response(b"{}", media_type="application/json")
        answer.delete_cookie(COOKIE, httponly=True, secure=_secure(state, request), samesite="strict")
        return answer

    return serve


@cache
def _described() -> bytes:
    """What the API answers, as OpenAPI; asked for by few, and then always the same."""
    return msgspec.json.encode(openapi([*ENDPOINTS, LOGIN]))


def _description() -> Serve:
    async def serve(_: Request) -> Response:
        return Response(await anyio.to_thread.run_sync(_described), media_type="application/json")

    return serve


def _tile(state: State) -> Serve:
    async def serve(request: Request) -> Response:
        asked = _TILE.fullmatch(request.path_params["rest"])
        z, x, y = map(int, asked.groups()) if asked else (0, 1, 1)
        if not (z <= 24 and x < 2**z and y < 2**z):
            raise HTTPException(404, "there is no such tile.")
        found = await anyio.to_thread.run_sync(state.tiles.get, z, x, y)
        if found is None:
            return Response(status_code=204)
        return Response(found[0], media_type=found[1], headers={"cache-control": "public, max-age=604800"})

    return serve


class _Built:
    """The built files by their names. They are listed anew when the pages were built anew, so that a running server gives no page whose
    scripts it does not have. What is asked touches no file system."""

    def __init__(self) -> None:
        self.stamp = 0
        self.files: dict[str, Path] = {}

    def now(self) -> dict[str, Path]:
        try:
            # The folder's stamp too: the page may have been written before its scripts.
            stamp = max((PAGES / name).stat().st_mtime_ns for name in ("index.html", "assets"))
        except OSError:  # they are being built at this moment
            return {}
        if stamp != self.stamp:
            self.files = {p.relative_to(PAGES).as_posix(): p for p in PAGES.rglob("*") if p.is_file()}
            self.stamp = stamp
        return self.files


def _pages() -> Serve:
    """Built files by their names, and for every other address the page that shows them all."""
    built = _Built()

    async def serve(request: Request) -> Response:
        asked = request.path_params["rest"]
        files = await anyio.to_thread.run_sync(built.now)
        lasting = asked.startswith("assets/")
        if lasting and asked not in files:
            raise HTTPException(404, "this file is not here, or of an older page; load the page again.")
        if not files:
            raise HTTPException(503, "the pages are being built; load the page again in a moment.", headers={"Retry-After": "5"})
        path = files.get(asked, PAGES / "index.html")
        return FileResponse(path, headers={"cache-control": "public, max-age=31536000, immutable" if lasting else "no-cache"})

    return serve


async def _nothing(_: Request) -> Response:
    raise HTTPException(404, "there is no such address; /api/openapi.json lists them.")


def _error(status: int, sentence: str, headers: Mapping[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode({"error": sentence}), status, headers=headers, media_type="application/json")


async def _told(request: Request, error: Exception) -> Response:
    lang = language(request.headers.get("accept-language"))
    if isinstance(error, HTTPException):
        return _error(error.status_code, told(error.detail, lang), error.headers)
    return _error(409 if isinstance(error, Changed) else 400, told(str(error), lang))


async def _fault(request: Request, error: Exception) -> Response:
    lang = language(request.headers.get("accept-language"))
    if isinstance(error, DBAPIError) and (error.connection_invalidated or error.statement is None):  # lost, or never had
        return _error(503, told("the archive's database does not answer; see whether it runs, and try again.", lang))
    return _error(500, told("marsad failed on this; nothing was changed, and the server's terminal says more.", lang))


def config_of(app: ASGIApp, certificate: Path | None = None, key: Path | None = None) -> uvicorn.Config:
    """How uvicorn serves: with an end to its patience, and nobody's word for who asks but that of the proxies that were named."""
    import uvicorn

    from .patience import CONNECTIONS, IDLE, PatientProtocol

    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ssl_certfile=certificate,
        ssl_keyfile=key,
        proxy_headers=False,
        http=PatientProtocol,
        ws="none",
        timeout_keep_alive=IDLE,
        limit_concurrency=CONNECTIONS,
    )


def _loaded(config: uvicorn.Config, certificate: Path | None, key: Path | None) -> uvicorn.Config:
    """`config` with its certificate read, before anybody is told an address. Raises `InputError`, which names the file."""
    if key and not certificate:
        raise InputError("--key is the key of a certificate; give --certificate too.")
    given = {name: path for name, path in (("--certificate", certificate), ("--key", key)) if path}
    for name, path in given.items():
        try:
            path.open("rb").close()
        except OSError as error:
            raise InputError(f"{path} cannot be read ({error.strerror}); give a file with {name} that the user of marsad may read.") from None
    try:
        config.load()
    except OSError as error:  # what ssl says of files is one
        shown = " and ".join(str(path) for path in given.values())
        raise InputError(f"{shown}: no certificate with its key ({error.strerror or error}); give both as PEM, the one made for the other.") from None
    return config


def run(state: State, host: str, port: int, certificate: Path | None = None, key: Path | None = None) -> None:
    """Serve until Ctrl-C. Raises `InputError` where the address is taken, or the certificate cannot be used."""
    import socket
    import threading

    import uvicorn

    from .queries import words

    config = _loaded(config_of(make_app(state), certificate, key), certificate, key)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Said to be TCP, so that what is accepted sends at once: else each answer on a connection that is kept open waits forty milliseconds.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(256)  # so that whoever reads the address below is answered
    except OSError as error:
        raise InputError(f"{host}:{port} cannot be served ({error.strerror}); choose another with --host or --port.") from None
    shown = f"[{host}]" if ":" in host else host
    print(f"marsad: http{'s' if certificate else ''}://{shown}:{listening.getsockname()[1]}/  (Ctrl-C stops it)", file=sys.stderr, flush=True)
    threading.Thread(target=lambda: words.places("a"), daemon=True).start()  # so that the first search need not wait
    uvicorn.Server(config).run(sockets=[listening])
