"""A file somebody sent, given back to be saved under its name; a browser runs none."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from starlette.responses import Response

from web.headers import HEADERS

DOWNLOAD_HEADERS: Final = {
    **HEADERS,
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Of a file somebody sent: it is saved, never shown; shown all the same, it has no rights."""


def download(found: Mapping[str, Any], data: bytes) -> Response:
    """Return an attachment and what is in it as an answer."""
    plain = found["name"].encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    named = quote(found["name"], safe="")
    headers = {
        **DOWNLOAD_HEADERS,
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{named}",
    }
    return Response(data, media_type=found["media_type"], headers=headers)
