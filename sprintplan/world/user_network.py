"""The network of routes that a user brought, kept per user beside its source and date."""

import io
import os
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from sprintplan.errors import UsageError
from sprintplan.files import is_file, named

FOLDER_VARIABLE = "SPRINTPLAN_DATA_HOME"
FILE = "network.npz"


@dataclass(frozen=True)
class UserNetwork:
    """Directed routes by airport codes, and where they come from.

    source : the file's name; `imported_on` : ISO date; `digest` : hash of the routes
    origin, destination : (m,) IATA codes; `minutes` : (m,) block times, 0 where the file has none
    """

    source: str
    imported_on: str
    origin: NDArray[np.str_]
    destination: NDArray[np.str_]
    minutes: NDArray[np.int16]

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits of what the network says."""
        parts = (" ".join(self.origin), " ".join(self.destination), " ".join(map(str, self.minutes.tolist())))
        return sha256("\n".join(parts).encode()).hexdigest()[:8]

    def packed(self) -> bytes:
        """The content of the file that keeps it."""
        file = io.BytesIO()
        np.savez_compressed(
            file,
            about=np.array([self.source, self.imported_on]),
            origin=self.origin.astype("U3"),
            destination=self.destination.astype("U3"),
            minutes=self.minutes.astype("<i2"),
        )
        return file.getvalue()


def network_path() -> Path:
    """Where this user's network is kept, whether it is there or not: SPRINTPLAN_DATA_HOME, else the XDG data folder.

    It begins with `~` for a user without a home, as in some containers.
    """
    stated = os.environ.get(FOLDER_VARIABLE)
    if stated:
        return Path(stated) / FILE
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else _home() / ".local" / "share") / "sprintplan" / FILE


def _home() -> Path:
    try:
        return Path.home()
    except RuntimeError:
        return Path("~")


@cache
def user_network() -> UserNetwork | None:
    """This user's network; None without one.

    Raises
    ------
    UsageError : the file is there and cannot be read
    """
    path = network_path()
    if not is_file(path):
        return None
    try:
        with np.load(path, allow_pickle=False) as kept:
            source, imported_on = kept["about"].tolist()
            return UserNetwork(source, imported_on, kept["origin"], kept["destination"], kept["minutes"])
    except (OSError, KeyError, EOFError, ValueError, BadZipFile) as error:
        raise UsageError(f"{named(path)} is not a network: `sprintplan network remove`, or import it again") from error
