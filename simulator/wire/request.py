"""Reading one HTTP request into parameters; knows no method."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from simulator.errors import ApiError
from simulator.wire.parameters import Parameters, Upload

MOST_PARAMETER_BYTES = 1 << 20
MOST_UPLOAD_BYTES = 50 << 20


async def read_parameters(request: web.BaseRequest) -> Parameters:
    """Collect query string and body, whatever form the body has."""
    parameters = Parameters()
    if request.method == "POST" and request.can_read_body:
        await _read_body(request, parameters)
    if request.query_string:
        parameters.values.update(parse_qsl(request.query_string, keep_blank_values=True))
    return parameters


async def _read_body(request: web.BaseRequest, parameters: Parameters) -> None:
    kind = request.content_type
    if kind == "multipart/form-data":
        await _read_multipart(request, parameters)
        return
    if (request.content_length or 0) > MOST_PARAMETER_BYTES:
        await request.release()
        raise _too_large("too many parameters")
    body = await request.read()
    if len(body) > MOST_PARAMETER_BYTES:
        raise _too_large("too many parameters")
    if kind == "application/x-www-form-urlencoded":
        parameters.values.update(parse_qsl(_decode(body), keep_blank_values=True))
    elif kind == "application/json":
        _read_json(body, parameters)


def _read_json(body: bytes, parameters: Parameters) -> None:
    try:
        found = json.loads(body)
    except ValueError:
        return  # the real server only logs a broken JSON body
    if isinstance(found, dict):
        parameters.values.update(found)


async def _read_multipart(request: web.BaseRequest, parameters: Parameters) -> None:
    parameter_bytes = file_bytes = 0
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            continue
        content = bytes(await part.read())
        name = part.name or ""
        if part.filename is None:
            parameter_bytes += len(content)
            parameters.values[name] = _decode(content)
        else:
            file_bytes += len(content)
            media_type = part.headers.get("Content-Type", "application/octet-stream")
            parameters.files[name] = Upload(part.filename, media_type, content)
        if parameter_bytes > MOST_PARAMETER_BYTES:
            raise _too_large("too many parameters")
        if file_bytes > MOST_UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")


def _too_large(words: str) -> ApiError:
    return ApiError(413, f"Request Entity Too Large: {words}")


def _decode(content: bytes) -> str:
    return content.decode("utf-8", "replace")
