"""Folders and files as they lie: the one door to the disk. It knows nothing of what they hold."""

from __future__ import annotations

from perfcli.disk.files import (
    LARGEST,
    NO_WAITING,
    cache_folder,
    close,
    entries,
    input_stream,
    is_file,
    is_gone,
    is_there,
    last_bytes,
    make_folder,
    names,
    open_folder,
    put_in_place,
    read_file,
    remove,
    remove_folder,
    size_of,
    write_device,
    write_over,
)
from perfcli.disk.folder import HAS_DESCRIPTORS, Folder, opened

__all__ = [
    "HAS_DESCRIPTORS",
    "LARGEST",
    "NO_WAITING",
    "Folder",
    "cache_folder",
    "close",
    "entries",
    "input_stream",
    "is_file",
    "is_gone",
    "is_there",
    "last_bytes",
    "make_folder",
    "names",
    "open_folder",
    "opened",
    "put_in_place",
    "read_file",
    "remove",
    "remove_folder",
    "size_of",
    "write_device",
    "write_over",
]
