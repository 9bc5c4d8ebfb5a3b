"""Printing many papers at once: printed by two processes, one file for each stack, then counted in short units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.jobs.service import Running
from app.office.documents import queries, render, service, shelf
from app.office.documents.document import Document, Many, Stack, document
from app.printing.papers import Sheet
from app.printing.press import Binder, Piece, print_chunks, print_pieces
from app.unit_of_work import in_short_units

CHUNK = 125
FEW = 60  # papers that one process prints sooner than two have started


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be printed: a form, for whom (its arguments), on what paper, with how many copies of each paper."""

    kind: str
    arguments: Mapping[str, str]
    paper: str
    copies: int = 1
    joined: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """One finished PDF and the subjects whose papers are in it."""

    name: str
    ids: Sequence[int]
    pages: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class _Work:
    """An order under way. `counted` are subjects whose print has been counted already; `values` fills on the way."""

    form: Document
    order: Order
    stacks: Sequence[Stack]
    actor: Actor
    sheet: Sheet
    counted: frozenset[int] = frozenset()
    values: dict[int, Mapping[str, Any]] = field(default_factory=dict)


def print_job(running: Running) -> dict[str, Any]:
    """Do an order as background work; the result names the kept files.

    Nothing is counted before everything is printed, so that a cancelled or refused order leaves no trace. Taken up
    again it counts nothing twice.
    """
    order = Order(**running.arguments)
    form = document(order.kind)
    stacks = stacks_of(form, order, running.by)
    ids = _ids(stacks)
    running.expect(2 * len(ids))
    counted = frozenset(ids[: int(running.cursor.get("counted", 0))])
    work = _Work(form, order, stacks, running.by, render.sheet_for(form, order.paper), counted)
    files = list(_files(work, lambda done: running.keep(done=done)))
    running.in_units(ids, lambda part: _count(work, part), key="counted", start=len(ids))
    return {"kind": order.kind, "files": [_shelve(work, file, f"jobs/{running.id}") for file in files]}


def print_now(order: Order, *, by: Actor) -> list[File]:
    """Do an order here and now, without a worker (command line). Raises Refused."""
    form = document(order.kind)
    stacks = stacks_of(form, order, by)
    work = _Work(form, order, stacks, by, render.sheet_for(form, order.paper))
    files = list(_files(work, lambda _done: None))
    in_short_units(_ids(stacks), lambda part: _count(work, part), by=by)
    for file in files:
        _note(work, file, None)
    return files


def stacks_of(form: Document, order: Order, actor: Actor) -> list[Stack]:
    """The stacks of an order, without empty ones, or all as one. Raises Refused where there is nothing to print."""
    stacks = [stack for stack in many_of(form).stacks(actor, order.arguments) if stack.ids]
    if not stacks:
        raise Refused(Text("There is nothing to print for what you chose."))
    return [Stack("", _ids(stacks))] if order.joined else stacks


def many_of(form: Document) -> Many:
    """How this form is printed for many. Raises Refused where it is printed one by one only."""
    if form.many is None:
        raise Refused(Text("This form is printed one by one."))
    return form.many


def _ids(stacks: Sequence[Stack]) -> list[int]:
    return [one for stack in stacks for one in stack.ids]


def _files(work: _Work, progress: Callable[[int], object]) -> Iterator[File]:
    chunks = [(stack, part) for stack in work.stacks for part in _parts(stack.ids)]
    pdfs = _pdfs(work, [part for _, part in chunks])
    done, ids, binder = 0, list[int](), Binder()
    for number, ((stack, part), pdf) in enumerate(zip(chunks, pdfs, strict=True), 1):
        ids.extend(part)
        binder.add(pdf)
        done += len(part)
        progress(done)
        if number == len(chunks) or chunks[number][0] is not stack:
            yield File(f"{work.form.chinese} {stack.name}".strip(), ids, binder.pages, binder.bound())
            ids, binder = [], Binder()


def _pdfs(work: _Work, chunks: Sequence[Sequence[int]]) -> Iterator[bytes]:
    how = render.setting(work.sheet, work.form.chinese)
    pieces = (_pieces(work, ids) for ids in chunks)
    if sum(len(ids) for ids in chunks) <= FEW:
        return (print_pieces(some, **how) for some in pieces)
    return print_chunks(pieces, **how)


def _pieces(work: _Work, ids: Sequence[int]) -> list[Piece]:
    counts = _look(work, ids)
    return [
        piece
        for one in ids
        for piece in render.pieces_of(
            work.form, work.values[one], work.sheet, count=counts[one], copies=work.order.copies
        )
    ]


def _look(work: _Work, ids: Sequence[int]) -> dict[int, int]:
    """Find the values of these subjects; say which print of each this is."""
    before = queries.printed_among(work.form.key, ids) if work.form.official else {}
    work.values.update({one: row.frozen for one, row in before.items()})
    new = [one for one in ids if one not in before]
    with render.office_language():
        loaded = many_of(work.form).load(work.actor, new) if new else []
    work.values.update(zip(new, map(render.plain, loaded), strict=True))
    return {one: before[one].count + (one not in work.counted) if one in before else 1 for one in ids}


def _count(work: _Work, ids: Sequence[int]) -> None:
    if work.form.official:
        prints = [service.Print(one, work.values[one]) for one in ids]
        version = render.template_version(work.form)
        service.count_prints(work.form, prints, paper=work.order.paper, template=version, by=work.actor)


def _shelve(work: _Work, file: File, folder: str) -> dict[str, Any]:
    place = f"{folder}/{shelf.safe(file.name)}.pdf"
    shelf.keep(place, file.pdf)
    _note(work, file, place)
    return {"name": file.name, "file": place, "papers": len(file.ids), "pages": file.pages}


def _note(work: _Work, file: File, place: str | None) -> None:
    if work.form.official:
        for part in _parts(file.ids):
            service.note_file(work.form, part, sha256=shelf.hash_of(file.pdf), file=place, by=work.actor)


def _parts(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    rest = iter(ids)
    while part := list(islice(rest, CHUNK)):
        yield part
