"""A location that lies elsewhere, taken apart; whatever would be a secret in it is refused."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from diagnostics.data.remote.errors import Refused

WEB = ("http", "https")
BUCKETS = ("s3", "gs", "az")
UPLOAD = "upload"
SCHEMES = (*WEB, *BUCKETS, UPLOAD)

_LONGEST = 2048
_LONGEST_NAME = 100
_BUCKET = re.compile(r"[a-z0-9][a-z0-9._-]{1,221}", re.ASCII)
_UPLOAD = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/([A-Za-z0-9_][A-Za-z0-9._-]*)", re.ASCII)
_UNFIT = re.compile(r"[\x00-\x20\x7f\\]")
_SECRET = re.compile(r"sig|token|secret|passw|pwd|key|cred|auth|session|policy|^x-(amz|goog)-", re.IGNORECASE)
_USER = re.compile(r"(?<=/)[^/?#]*@")


@dataclass(frozen=True)
class Place:
    """`host` is a server with its port where one is named, a bucket, a container or an upload's id.

    `path` has no slash before it; one after it means a folder of objects.
    """

    scheme: str
    host: str
    path: str
    query: str = ""

    @property
    def location(self) -> str:
        """The whole address, spelt in one way."""
        return f"{self.scheme}://{self.host}/{self.path}" + (f"?{self.query}" if self.query else "")

    @property
    def shown(self) -> str:
        """The address as people and logs may see it."""
        return shown(self.location)

    @property
    def key(self) -> str:
        """A short name for the address that suits a file."""
        return hashlib.sha256(self.location.encode()).hexdigest()[:32]

    @property
    def name(self) -> str:
        """The last part of the path, as a file here may be called."""
        return file_name(unquote(self.path.rstrip("/").rpartition("/")[2]))


def is_remote(location: str) -> bool:
    """Whether a location names a scheme other than `file`."""
    return "://" in location and not location.lower().startswith("file://")


def place_of(location: str) -> Place:
    """Raises Refused for what is not the address of one file, or of a folder of objects, or holds a secret."""
    scheme, _, rest = location.partition("://")
    scheme = scheme.lower()
    if scheme not in SCHEMES:
        raise Refused(f"locations are paths, or begin with file://, {', '.join(f'{each}://' for each in SCHEMES)}")
    if len(location) > _LONGEST:
        raise Refused(f"a location has at most {_LONGEST} characters")
    if scheme == UPLOAD:
        return _of_upload(rest)
    place = _on_the_web(scheme, location) if scheme in WEB else _in_a_bucket(scheme, rest)
    if {".", ".."} & set(unquote(place.path).split("/")):
        raise Refused("a location elsewhere has no '.' or '..' among its parts")
    return place


def shown(location: str) -> str:
    """A location, whether or not it is one, without what may be secret."""
    if not is_remote(location):
        return location
    address, asked, _ = location.partition("?")
    return _USER.sub("…@", address.partition("#")[0]) + ("?…" if asked else "")


def file_name(text: str) -> str:
    """Letters, digits, dots and dashes alone; the end is kept, for it tells the format."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-.")[-_LONGEST_NAME:].strip("-.")
    return plain or "file"


def _of_upload(rest: str) -> Place:
    found = _UPLOAD.fullmatch(rest)
    if found is None:
        raise Refused("an upload's location is taken as POST /v1/uploads gave it: upload://ID/NAME")
    return Place(UPLOAD, found[1], found[2])


def _in_a_bucket(scheme: str, rest: str) -> Place:
    bucket, _, path = rest.partition("/")
    if "?" in rest or "#" in rest:
        raise Refused(f"{scheme}:// takes the name of an object alone, with no query; {_ENVIRONMENT}")
    if "@" in bucket:
        raise Refused(f"a location holds no credentials; {_ENVIRONMENT}")
    if not _BUCKET.fullmatch(bucket):
        raise Refused(f"{scheme}://BUCKET/PATH is needed, with the name of a bucket or container")
    if re.search(r"[\x00-\x1f\x7f\\]", path) or (path and "" in path.removesuffix("/").split("/")):
        raise Refused(f"{scheme}://BUCKET/PATH is needed, with a path of named parts")
    return Place(scheme, bucket, path)


def _on_the_web(scheme: str, location: str) -> Place:
    try:
        parts = urlsplit(location)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise Refused("this is no address of the web") from None
    if not host or _UNFIT.search(location):
        raise Refused("this is no address of the web; spaces are written %20")
    _refuse_secrets(parts)
    host = f"[{host}]" if ":" in host else host
    return Place(scheme, host if port is None else f"{host}:{port}", parts.path.removeprefix("/"), parts.query)


def _refuse_secrets(parts: SplitResult) -> None:
    if "@" in parts.netloc:
        raise Refused(f"a location holds no credentials; {_ENVIRONMENT}")
    secret = [name for name, _ in parse_qsl(parts.query, keep_blank_values=True) if _SECRET.search(name)]
    if secret:
        raise Refused(f"the query holds what may be a secret ({file_name(secret[0])}); {_ENVIRONMENT}")


_ENVIRONMENT = "credentials belong into a worker's environment, for s3://, gs:// and az://; or upload the file"
