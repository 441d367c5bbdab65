"""Where the servers' data lies: inside the data folder, or outside it when root's `nobody` cannot get there.

An ordinary user's servers keep everything in the data folder. Root's servers run as `nobody`, who cannot pass a
closed folder such as /root. Opening somebody's home is out of the question, so the data goes to
/var/lib/deadweight/<name>, or to /var/tmp/deadweight-<name> where /var/lib cannot be written. The name is random, is
remembered in the data folder, and so lasts as long as the data folder does; `belongs-to` in the new place names it.
"""

import os
import shutil
from pathlib import Path

from store.embedded.account import Account
from store.embedded.errors import FolderUnusable

SHARED = Path("/var/lib/deadweight")
TEMPORARY = Path("/var/tmp")
OWNER = "belongs-to"


def make_folder(path: Path, account: Account) -> None:
    """Create a folder of ours: private to the caller, or passable (never listable) for root's `nobody`.

    Raises:
        FolderUnusable: it exists and belongs to somebody else.
    """
    try:
        path.mkdir(parents=True)
        path.chmod(0o711 if account.switched else 0o700)
    except FileExistsError:
        owner = path.lstat().st_uid
        if owner != os.geteuid() or path.is_symlink() or not path.is_dir():
            raise FolderUnusable(
                f"{path} is not a folder of user {os.geteuid()} (its owner is {owner}): "
                "run as that user, or choose another data folder"
            ) from None


def choose_home(folder: Path, name: str, account: Account) -> Path:
    """Return the first place that the servers' account can reach and write."""
    if _is_usable(folder, account):
        return folder
    for parent, outside in ((SHARED, SHARED / name), (TEMPORARY, TEMPORARY / f"deadweight-{name}")):
        if account.switched and _is_usable_outside(parent, outside, account):
            (outside / OWNER).write_text(f"{folder}\n")
            return outside
    raise FolderUnusable(f"user {account.uid} cannot write in {folder}, nor in {SHARED} or {TEMPORARY}")


def check_home(home: Path, folder: Path, account: Account) -> None:
    """Refuse a remembered place that vanished, changed hands or closed: starting afresh would hide a loss."""
    if not home.exists():
        raise FolderUnusable(f"{home}, which held the databases of {folder}, is gone; delete {folder} to start afresh")
    if home.is_symlink() or home.lstat().st_uid != os.geteuid():
        raise FolderUnusable(f"{home}, which holds the databases of {folder}, changed hands")
    if not _is_usable(home, account):
        raise FolderUnusable(f"user {account.uid} can no longer write in {home}")
    if home != folder and not is_home_of(home, folder):
        _move_in(home, folder)


def is_home_of(home: Path, folder: Path) -> bool:
    """Whether `home` is the outside place that `folder` uses, and not that of the folder it was copied from."""
    owner = home / OWNER
    return owner.is_file() and owner.read_text().strip() == str(folder)


def _move_in(home: Path, folder: Path) -> None:
    """A data folder that was moved takes its home along; a copy must not."""
    former = Path((home / OWNER).read_text().strip())
    if former.exists():
        raise FolderUnusable(f"{folder} is a copy of {former}, whose databases lie in {home}; start from an empty one")
    (home / OWNER).write_text(f"{folder}\n")


def _is_usable_outside(parent: Path, outside: Path, account: Account) -> bool:
    try:
        if not parent.exists():
            make_folder(parent, account)
        outside.mkdir()
        outside.chmod(0o711)
        usable = _is_usable(outside, account)
    except OSError:
        return False
    if not usable:
        shutil.rmtree(outside)
    return usable


def _is_usable(folder: Path, account: Account) -> bool:
    """Raises OSError, which says why (disk full, read-only), when the caller itself cannot write there."""
    probe = folder / "probe"
    probe.mkdir(mode=0o700, exist_ok=True)
    try:
        account.own(probe)
        return account.reaches(probe)
    except OSError:  # some file systems let nobody give a file away
        return False
    finally:
        probe.rmdir()
