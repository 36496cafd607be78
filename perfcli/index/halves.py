"""Lines over very many rows, worked out by two processes, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from perfcli.index import Index
from perfcli.parallel import in_halves

Line = bytes | memoryview

_MANY = 10_000
_BATCH = 1000
_SHARE = 0.54
"""More than a half is done here: the second process has to write its lines where they are read from."""

_ENCODER = msgspec.msgpack.Encoder()
_LENGTHS = msgspec.msgpack.Decoder(list[int])
_SIZE = 8


def lines_by_halves(index: Index, places: range, work: Callable[[Sequence[int]], Iterable[Line]]) -> Iterator[Line]:
    """The lines that `work` makes of places, in order; it has to ask anew what a connection alone knows."""
    mark = index.mark()
    if not mark:
        yield from work(places)
        return

    def there(some: Sequence[int]) -> Iterator[Line]:
        index.reopen(mark)
        return _packed(work(some))

    for half in in_halves(places, _MANY, work, there, _unpacked, _SHARE):
        yield from half


def _packed(lines: Iterable[Line]) -> Iterator[Line]:
    """Some lines at a time behind their lengths, so that none has to be kept."""
    coming = iter(lines)
    while some := list(islice(coming, _BATCH)):
        lengths = _ENCODER.encode(list(map(len, some)))
        yield len(lengths).to_bytes(_SIZE)
        yield lengths
        yield b"".join(some)


def _unpacked(sent: memoryview) -> Iterator[memoryview]:
    """The same lines, not copied."""
    begin = 0
    while begin < len(sent):
        end = begin + _SIZE
        begin = end + int.from_bytes(sent[begin:end])
        for length in _LENGTHS.decode(sent[end:begin]):
            yield sent[begin : begin + length]
            begin += length
