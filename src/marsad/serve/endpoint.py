"""An endpoint of the API is a function with types: from them come its checks, its answer and its line in the OpenAPI description."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeVar, get_type_hints

import anyio
import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from .. import __version__
from ..model import unindented
from .accounts import Role
from .bounds import Id, is_id

BODY = 200_000  # bytes of a body of JSON
_PAUSE = 20.0  # seconds in which something of a body must come
_SLOWEST = 50_000  # bytes a second, below which a body takes too long


class Raw(bytes):
    """A body taken as it comes."""


class File(msgspec.Struct, frozen=True):
    """An answer that is a file: its name, media type and bytes; `inline` to be shown where it can be, else saved."""

    name: str
    media: str
    data: bytes
    inline: bool = False


class Endpoint(NamedTuple):
    """`call` takes the server's state first, then by name what it asks for: `asked` (the query), `body`, `person`, parts of the path.

    A body has at most `most` bytes; `at_once` of the callers are let in at a time, where a call costs much.
    """

    method: str
    path: str
    role: Role | None
    call: Callable[..., Any]
    asked: type | None
    body: type | None
    answer: Any
    most: int = BODY
    at_once: int | None = None


Call = TypeVar("Call", bound=Callable[..., Any])


class Api:
    """A list of endpoints."""

    def __init__(self) -> None:
        self.endpoints: list[Endpoint] = []

    def get(self, path: str, role: Role | None = "viewer", at_once: int | None = None) -> Callable[[Call], Call]:
        """An endpoint that reads."""
        return self._add("GET", path, role, at_once=at_once)

    def post(self, path: str, role: Role | None = "reviewer", most: int = BODY, at_once: int | None = None) -> Callable[[Call], Call]:
        """An endpoint that changes something; the caller's token is asked for."""
        return self._add("POST", path, role, most, at_once)

    def _add(self, method: str, path: str, role: Role | None, most: int = BODY, at_once: int | None = None) -> Callable[[Call], Call]:
        def register(call: Call) -> Call:
            hints = get_type_hints(call)
            asked, body, answer = (hints.get(name) for name in ("asked", "body", "return"))
            self.endpoints.append(Endpoint(method, path, role, call, asked, body, answer, most, at_once))
            return call

        return register


async def arguments(endpoint: Endpoint, request: Request) -> dict[str, Any]:
    """What an endpoint asks for, checked. Raises `HTTPException` 400, 404, 408 or 413 with one sentence."""
    out: dict[str, Any] = dict(request.path_params)
    if not all(map(is_id, out.values())):
        raise HTTPException(404, "there is nothing of that name.")
    try:
        if endpoint.asked is not None:
            out["asked"] = _asked(endpoint.asked, request)
        if endpoint.body is not None:
            body = await _body(request, endpoint.most)
            out["body"] = Raw(body) if endpoint.body is Raw else msgspec.json.decode(body, type=endpoint.body)
    except UnicodeDecodeError:
        raise HTTPException(400, "the body is not UTF-8.") from None
    except RecursionError:
        raise HTTPException(400, "the body is nested too deeply.") from None
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise HTTPException(400, f"{error}; see /api/openapi.json for what may be asked.") from None
    return out


def _asked(type_: Any, request: Request) -> Any:
    """The query as a struct: of a filter that takes several values, each that is given, with commas or again; of others, one."""
    several = _several(type_)
    given: dict[str, Any] = {}
    for name in dict.fromkeys(request.query_params):
        if name not in type_.__struct_fields__:
            raise msgspec.ValidationError(f"there is no parameter {name}")
        values = [v for v in request.query_params.getlist(name) if v != ""]
        if name in several:
            given[name] = [part for value in values for part in value.split(",") if part]
        elif len(values) > 1:
            raise msgspec.ValidationError(f"{name} was given more than once")
        elif values:
            given[name] = values[0]
    return msgspec.convert(given, type_, strict=False)


@cache
def _several(type_: Any) -> frozenset[str]:
    """The parameters of a query that take several values."""
    return frozenset(f.name for f in msgspec.structs.fields(type_) if f.default == ())


async def _body(request: Request, most: int) -> bytes:
    told = request.headers.get("content-length", "")
    if len(told) > 12 or (told.isdecimal() and int(told) > most):
        raise _too_much(most)
    parts: list[bytes] = []
    size = 0
    stream = aiter(request.stream())
    try:
        with anyio.fail_after(_PAUSE + most / _SLOWEST):
            while True:
                with anyio.fail_after(_PAUSE):
                    part = await anext(stream, None)
                if part is None:
                    return b"".join(parts)
                size += len(part)
                if size > most:
                    raise _too_much(most)
                parts.append(part)
    except TimeoutError:
        raise HTTPException(408, "the body took too long to come.", headers={"Connection": "close"}) from None
    except ClientDisconnect:
        raise HTTPException(400, "the body broke off.") from None


def _too_much(most: int) -> HTTPException:
    bound = f"{most // 1_000_000} MB; give it to `marsad add` instead" if most >= 1_000_000 else f"{most // 1000} kB"
    return HTTPException(413, f"that is more than {bound}.", headers={"Connection": "close"})


def _a_file() -> dict[str, Any]:
    return {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def openapi(endpoints: list[Endpoint]) -> dict[str, Any]:
    """The OpenAPI 3.1 description of the endpoints, made from their types."""
    types = [t for e in endpoints for t in (e.asked, e.body, e.answer) if t is not None and t not in (Raw, File)]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = {repr(t): s for t, s in zip(types, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for e in endpoints:
        doc = inspect.getdoc(e.call) or ""
        told: dict[str, Any] = {
            "summary": doc.split("\n")[0],
            "operationId": e.call.__name__,
            "security": [] if e.role is None else [{"login": []}],
            "parameters": [
                {"name": name, "in": "path", "required": True, "schema": msgspec.json.schema(Id)} for name in re.findall(r"{(\w+)", e.path)
            ],
            "responses": {
                "200": {
                    "description": "the answer",
                    "content": _a_file() if e.answer is File else {"application/json": {"schema": by_type[repr(e.answer)]}},
                },
                "400": {"description": "what was asked is wrong; `error` says how"},
                **(
                    {}
                    if e.role is None
                    else {"401": {"description": "log in"}, "403": {"description": "another role is needed, or the token is missing"}}
                ),
                **({} if e.method == "GET" else {"409": {"description": "the event changed since; `error` says so"}}),
                "default": {"description": "not done; `error` says why"},
            },
        }
        if len(doc.split("\n")) > 2:
            told["description"] = "\n".join(doc.split("\n")[2:])
        if e.asked is not None:
            struct = components[by_type[repr(e.asked)]["$ref"].rpartition("/")[2]]
            told["parameters"] += [
                {"name": name, "in": "query", "required": name in struct.get("required", ()), "schema": schema}
                for name, schema in struct["properties"].items()
            ]
        if e.body is not None:
            content = (
                {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
                if e.body is Raw
                else {"application/json": {"schema": by_type[repr(e.body)]}}
            )
            told["requestBody"] = {"required": True, "content": content}
        if e.method != "GET":
            told["parameters"].append(
                {
                    "name": "X-CSRF-Token",
                    "in": "header",
                    "required": True,
                    "schema": {"type": "string"},
                    "description": "the token that /api/me gives",
                }
            )
        paths.setdefault(e.path.replace(":path}", "}"), {})[e.method.lower()] = told
    return {
        "openapi": "3.1.0",
        "info": {"title": "marsad", "version": __version__, "description": "Events, claims, holders of places and operations of an archive."},
        "paths": paths,
        "components": {"schemas": unindented(components), "securitySchemes": {"login": {"type": "apiKey", "in": "cookie", "name": "marsad"}}},
    }
