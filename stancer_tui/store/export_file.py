"""Writes an export to a private file, atomically, and replaces another file only if told to."""

import errno
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path

from stancer_tui.language import N_, _
from stancer_tui.store.durable import sync_directory


class Problem(Enum):
    """Why an export was not written."""

    EXISTS = auto()
    NO_DIRECTORY = auto()
    IS_DIRECTORY = auto()
    NOT_ALLOWED = auto()
    FULL = auto()
    BAD_NAME = auto()
    OTHER = auto()


_SENTENCES = {
    Problem.EXISTS: N_("There is a file of this name already. Choose another name, or replace it."),
    Problem.NO_DIRECTORY: N_("The directory does not exist. Make it, or choose another one."),
    Problem.IS_DIRECTORY: N_("This is a directory. Add the name of a file."),
    Problem.NOT_ALLOWED: N_("This directory may not be written to. Choose another one."),
    Problem.FULL: N_("The disk is full. Nothing was kept; make room or choose another place."),
    Problem.BAD_NAME: N_("No file can have this name. Choose another one."),
    Problem.OTHER: N_("The file could not be written. Nothing was kept."),
}
_PROBLEMS = {
    errno.EEXIST: Problem.EXISTS,
    errno.ENOENT: Problem.NO_DIRECTORY,
    errno.ENOTDIR: Problem.NO_DIRECTORY,
    errno.EISDIR: Problem.IS_DIRECTORY,
    errno.EACCES: Problem.NOT_ALLOWED,
    errno.EPERM: Problem.NOT_ALLOWED,
    errno.EROFS: Problem.NOT_ALLOWED,
    errno.ENOSPC: Problem.FULL,
    errno.EDQUOT: Problem.FULL,
    errno.EFBIG: Problem.FULL,
    errno.ENAMETOOLONG: Problem.BAD_NAME,
    errno.EINVAL: Problem.BAD_NAME,
    errno.ELOOP: Problem.BAD_NAME,
}
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV}


class ExportFailed(Exception):
    """Nothing was written; the message is a sentence with a next step. `path` is where it was to be."""

    def __init__(self, problem: Problem, path: Path) -> None:
        super().__init__(_(_SENTENCES[problem]))
        self.problem = problem
        self.path = path


def write_export(path: Path, lines: Iterable[str], *, overwrite: bool = False) -> int:
    """Write `lines` as UTF-8 to `path`, readable by its owner only; returns the size in bytes.

    The text goes to a new file beside it, which is renamed once it is complete and on the disk: nobody reads
    half of it, and a link of that name is replaced, not followed. Blocks: call it in a thread. Raises
    `ExportFailed`; what `lines` raises passes through and leaves no file behind either.
    """
    if "\0" in str(path):
        raise ExportFailed(Problem.BAD_NAME, path)
    try:
        if path.is_dir():
            raise ExportFailed(Problem.IS_DIRECTORY, path)
        if not overwrite and os.path.lexists(path):
            raise ExportFailed(Problem.EXISTS, path)
        size = _write(path, lines, overwrite=overwrite)
    except OSError as error:
        raise ExportFailed(_PROBLEMS.get(error.errno or 0, Problem.OTHER), path) from error
    with suppress(OSError):  # the file is there; not every file system can make its name durable
        sync_directory(path.parent)
    return size


def _write(path: Path, lines: Iterable[str], *, overwrite: bool) -> int:
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(part, flags, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(handle)
            size = os.fstat(handle).st_size
        _take_name(part, path, overwrite=overwrite)
    finally:
        part.unlink(missing_ok=True)
    return size


def _take_name(part: Path, path: Path, *, overwrite: bool) -> None:
    if not overwrite:
        try:
            os.link(part, path)  # fails where a file has come meanwhile
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if os.path.lexists(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        else:
            return
    part.replace(path)
