"""Commands of sign-ins: the token of the first start, people and passwords."""

from __future__ import annotations

import click
from flask import Flask, current_app

from app.domain.actor import Actor
from app.domain.errors import Refused
from app.domain.text import Text
from app.office.access import passwords, queries
from app.office.access.commands import acting
from app.office.access.queries_people import role_called
from app.office.access.rules import username_of
from app.office.access.service import passwords as verbs
from app.office.access.service.first_start import new_token
from app.office.access.service.roles import give_new_rights, give_role
from app.office.cli import office
from app.office.staff.feature import MANAGE_ACCESS
from app.office.staff.queries import department_called
from app.office.staff.service import add_staff
from app.unit_of_work import unit_of_work
from app.web.guard import PUBLIC, requires
from app.web.language import say

EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, never bound to


def set_up(app: Flask) -> None:
    """Add the commands and choose how slowly passwords are hashed."""
    app.cli.add_command(office)
    passwords.set_up(cheap=app.config.get("CHEAP_PASSWORDS", False))


@office.command("first-start-token")
@requires(PUBLIC)
def first_start_token() -> None:
    """Print the address of the first start, with a new one-time token; nothing once that is done."""
    token = new_token()
    if token is None:
        return
    host = current_app.config.get("HOST", "127.0.0.1")
    place = f"{'localhost' if host in EVERYWHERE else host}:{current_app.config['PORT']}"
    click.echo(say(Text("Open this address once to set up the office:")))
    click.echo(f"http://{place}/first-start?token={token}")


@office.command("add-staff")
@click.argument("name")
@click.option("--username", help="User name; without it the person does not sign in.")
@click.option("--role", "roles", multiple=True, metavar="ROLE", help="Key or name of a role; may be repeated.")
@click.option("--department", metavar="NAME", help="Department in which the person works and holds the roles.")
@click.option("--phone", metavar="NUMBER")
@acting(MANAGE_ACCESS)
def add_staff_command(
    name: str, username: str | None, roles: tuple[str, ...], department: str | None, phone: str | None, by: Actor
) -> None:
    """Add NAME to the staff; print the one-time password where there is a user name."""
    home = _department(department) if department else None
    role_ids = [_role(one) for one in roles]
    password = passwords.one_time_password()
    hashed = passwords.hashed(password)
    with unit_of_work(by=by):
        added = add_staff(name, phone=phone, department_id=home, by=by)
        if username:
            verbs.give_sign_in(added.id, username, hashed, by=by)
        for role_id in role_ids:
            give_role(added.id, role_id, home, by=by)
    if username:
        click.echo(password)


@office.command("seed-rights")
@acting(MANAGE_ACCESS)
def seed_rights_command(*, by: Actor) -> None:
    """Give the shipped roles the rights of features that came with a new version."""
    for name, rights in give_new_rights(by=by).items():
        click.echo(f"{name}: {' '.join(rights)}")


@office.command("reset-password")
@click.argument("username")
@acting(MANAGE_ACCESS)
def reset_password_command(username: str, by: Actor) -> None:
    """Print a one-time password for USERNAME, who must change it; his sessions end."""
    found = queries.secret_of(username_of(username))
    if found is None:
        raise Refused(Text("Nobody signs in with the name %(name)s.", name=username))
    password = passwords.one_time_password()
    verbs.reset_password(found.staff_id, passwords.hashed(password), by=by)
    click.echo(password)


def _department(name: str) -> int:
    found = department_called(name)
    if found is None:
        raise Refused(Text("There is no department %(name)s.", name=name))
    return found


def _role(key_or_name: str) -> int:
    found = role_called(key_or_name)
    if found is None:
        raise Refused(Text("There is no role %(name)s.", name=key_or_name))
    return found.id
