"""The catalogue of forms (表单目录): what the office can print, and what of it may be written by hand (O-05)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import NoResultFound

from app.domain.text import Text
from app.office.documents.document import Document, documents_by_feature
from app.office.policy.switches import is_on
from app.web.feature import Feature, NavItem
from app.web.guard import may
from app.web.nav import SECTIONS


@dataclass(frozen=True, slots=True)
class Shelf:
    """The forms of one feature, the name it goes by in the menu, and the pages of it that this user may open."""

    name: Text
    pages: Sequence[NavItem]
    forms: Sequence[Document]


def shelves() -> list[Shelf]:
    """Every form that the office has, by feature; those of features that the profile switches off are left out."""
    return [_shelf(feature, forms) for feature, forms in documents_by_feature() if forms and is_on(feature.name)]


def listed(key: str) -> Document:
    """A form of the catalogue by its key. Raises NoResultFound."""
    for shelf in shelves():
        for form in shelf.forms:
            if form.key == key:
                return form
    raise NoResultFound(f"no form {key}")


def _shelf(feature: Feature, forms: Sequence[Document]) -> Shelf:
    name = feature.nav[0].label if feature.nav else SECTIONS[feature.name.partition(".")[0]]
    return Shelf(name, [page for page in feature.nav if may(page.permission)], forms)
