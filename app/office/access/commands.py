"""Commands at the shell: the same rights as pages, one clear line when something is refused."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click
from sqlalchemy import select

from app.domain.actor import OPERATOR, Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.extensions import db
from app.office.access.models import SignIn
from app.office.access.queries import actor_of
from app.web.feature import Permission
from app.web.guard import MARK
from app.web.language import say

F = TypeVar("F", bound=Callable[..., Any])
REFUSED_STATUS = 2


class OneLine(click.Command):
    """A command that says in one line, without the usage, what it did not understand."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments, or end with status 2 and one line on standard error."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            click.echo(one_line(error.format_message()), err=True)
            ctx.exit(REFUSED_STATUS)


def one_line(text: str) -> str:
    """The text in one line: what is quoted from a file may hold line breaks and control characters."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def acting(*permissions: Permission) -> Callable[[F], Any]:
    """Give a command the option --by and the keyword `by: Actor`, and mark it with the permissions it needs.

    Without --by the deed is the operator's, who has every right. What is refused is one line on standard error and
    status 2.
    """

    def mark(command: F) -> Any:
        @click.option("--by", "acting_as", metavar="USER", help="Do it as this member of staff.")
        @functools.wraps(command)
        def run(*args: Any, acting_as: str | None = None, **kwargs: Any) -> Any:
            with refusals_as_lines():
                return command(*args, by=_actor(acting_as, permissions), **kwargs)

        setattr(run, MARK, permissions)
        return run

    return mark


class refusals_as_lines:
    """Turn a refusal into one line on standard error and status 2."""

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: Any, error: Any, _trace: Any) -> None:
        """Say what was refused and end the program."""
        if isinstance(error, Refused):
            click.echo(say(error.text), err=True)
            sys.exit(REFUSED_STATUS)


def _actor(username: str | None, permissions: tuple[Permission, ...]) -> Actor:
    if username is None:
        return OPERATOR
    staff_id = db.session.scalars(select(SignIn.staff_id).where(SignIn.username == username)).one_or_none()
    if staff_id is None:
        raise Refused(Text("Nobody signs in with the name %(name)s.", name=username))
    actor = actor_of(staff_id)
    if not any(actor.may(one.name) for one in permissions):
        raise Refused(Text("%(name)s may not do this.", name=username))
    return actor
