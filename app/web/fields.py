"""Form fields that hand out the values of the domain and keep what was typed when it is refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from wtforms import BooleanField, PasswordField
from wtforms import Field as WtField
from wtforms.validators import StopValidation
from wtforms.widgets import TextArea, TextInput

from app import clock
from app.domain.days import read_day
from app.domain.errors import Refused
from app.domain.money import Fen, Price, format_price, parse_fen, parse_price, plain_fen
from app.domain.names import tidy
from app.domain.text import Text
from app.domain.volume import Factor, Volume, format_factor, format_volume, parse_factor, parse_volume
from app.web.language import say

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
LONGEST_LINE = 120
LONGEST_NOTE = 2000


class Typed(WtField):
    """A field that turns what was typed into a value by one parser, and shows it again as typed."""

    widget: Any = TextInput()
    kind = "text"

    def __init__(
        self, label: str, *, required: bool = True, hint: str | None = None, longest: int = LONGEST_LINE, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.required, self.hint, self.longest = required, hint, longest

    def parse(self, text: str) -> Any:
        """Turn the tidied text into the value; raises Refused."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """Write a stored value into the box."""
        return str(value)

    def clean(self, text: str) -> str:
        """What is done to the text before it is parsed."""
        return tidy(text)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Parse what was posted; nothing typed is nothing stored."""
        self.data = None
        typed = str(valuelist[0]) if valuelist else ""
        if len(typed) > self.longest * 4:
            raise ValueError(say(_too_long(self.longest)))
        text = self.clean(typed)
        if not text:
            return
        if len(text) > self.longest:
            raise ValueError(say(_too_long(self.longest)))
        try:
            self.data = self.parse(text)
        except Refused as refused:
            raise ValueError(say(refused.text)) from None

    def pre_validate(self, form: Any) -> None:
        """Ask for what is required and missing."""
        if self.required and self.data is None and not self.errors and not self.process_errors:
            raise StopValidation(say(Text("Please fill this in.")))

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else self.show(self.data)


def _too_long(longest: int) -> Text:
    return Text("This is too long. At most %(most)s characters fit.", most=longest)


class LineField(Typed):
    """One line of text."""

    def parse(self, text: str) -> str:
        """The tidied line itself."""
        return text


class NoteField(Typed):
    """Several lines of text, kept as typed but for characters that cannot be printed."""

    widget = TextArea()
    kind = "note"

    def __init__(self, label: str, *, longest: int = LONGEST_NOTE, **kwargs: Any) -> None:
        super().__init__(label, longest=longest, **kwargs)

    def clean(self, text: str) -> str:
        """Keep lines, drop what cannot be printed."""
        return _UNPRINTABLE.sub("", text.replace("\r\n", "\n")).strip()

    def parse(self, text: str) -> str:
        """The text itself."""
        return text


class SecretField(PasswordField):
    """A password: never tidied, never shown again."""

    kind = "password"
    required = True
    hint: str | None = None

    def pre_validate(self, form: Any) -> None:
        """Ask for it when it is missing, refuse what nobody types by hand."""
        if not self.data:
            raise StopValidation(say(Text("Please fill this in.")))
        if len(self.data) > 200:
            raise StopValidation(say(_too_long(200)))


class MoneyField(Typed):
    """An amount in yuan; its data is Fen."""

    kind = "money"

    def parse(self, text: str) -> Fen:
        """Read yuan."""
        return parse_fen(text)

    def show(self, value: Any) -> str:
        """Write yuan."""
        return plain_fen(value)


class VolumeField(Typed):
    """A meter reading or volume in m³; its data is Volume."""

    kind = "volume"

    def parse(self, text: str) -> Volume:
        """Read m³; a reading is never negative."""
        volume = parse_volume(text)
        if volume < 0:
            raise Refused(Text("Please type a figure that is not negative."))
        return volume

    def show(self, value: Any) -> str:
        """Write m³."""
        return format_volume(value)


class PriceField(Typed):
    """A price in yuan per m³; its data is Price."""

    kind = "price"

    def parse(self, text: str) -> Price:
        """Read yuan per m³."""
        return parse_price(text)

    def show(self, value: Any) -> str:
        """Write yuan per m³."""
        return format_price(value)


class FactorField(Typed):
    """A correction factor; its data is Factor."""

    kind = "factor"

    def parse(self, text: str) -> Factor:
        """Read a decimal."""
        return parse_factor(text)

    def show(self, value: Any) -> str:
        """Write a decimal."""
        return format_factor(value)


class WholeField(Typed):
    """A whole number within limits."""

    kind = "whole"

    def __init__(self, label: str, *, low: int = 0, high: int = 1_000_000, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.low, self.high = low, high

    def parse(self, text: str) -> int:
        """Read digits."""
        refusal = Refused(Text("Please type a whole number from %(low)s to %(high)s.", low=self.low, high=self.high))
        if not re.fullmatch(r"-?[0-9]{1,18}", text) or not self.low <= int(text) <= self.high:
            raise refusal
        return int(text)


class DayField(Typed):
    """A day, typed as 1120, 11-20 or 2026-11-20."""

    kind = "day"

    def parse(self, text: str) -> date:
        """Read a day; a year that is not typed is this year."""
        return read_day(text, clock.today())

    def show(self, value: Any) -> str:
        """Write 2026-11-20."""
        return str(value.isoformat())


class MomentField(Typed):
    """A wall-clock moment, typed as 2026-11-20 14:05; its data is aware."""

    kind = "moment"

    def parse(self, text: str) -> datetime:
        """Read a day and a time."""
        day, _, time = text.replace("T", " ").rpartition(" ")
        if not re.fullmatch(r"[0-2]?[0-9]:[0-5][0-9]", time):
            raise Refused(Text("Please type a time like 2026-11-20 14:05."))
        hour, minute = (int(part) for part in time.split(":"))
        if hour > 23:
            raise Refused(Text("Please type a time like 2026-11-20 14:05."))
        on = read_day(day, clock.today())
        return clock.at_office(datetime(on.year, on.month, on.day, hour, minute))

    def show(self, value: Any) -> str:
        """Write the office's wall clock."""
        return clock.local(value).strftime("%Y-%m-%d %H:%M")


class ChoiceField(WtField):
    """One of several; `choices` are pairs of stored value and msgid (or data, with `translate=False`)."""

    kind = "choice"

    def __init__(
        self,
        label: str,
        *,
        choices: Sequence[tuple[Any, str]] = (),
        required: bool = True,
        hint: str | None = None,
        coerce: Callable[[Any], Any] = str,
        translate: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.choices = list(choices)
        self.required, self.hint, self.coerce, self.translate = required, hint, coerce, translate

    def process_data(self, value: Any) -> None:
        """Keep None as nothing chosen."""
        self.data = None if value is None else self.coerce(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Coerce what was posted; an empty choice is nothing chosen."""
        self.data = None
        if valuelist and valuelist[0] != "":
            try:
                self.data = self.coerce(valuelist[0])
            except (ValueError, TypeError, OverflowError):
                raise ValueError(say(Text("Please choose one of the list."))) from None

    def pre_validate(self, form: Any) -> None:
        """Accept only what stands in the list."""
        if self.data is None:
            if self.required and not self.process_errors:
                raise StopValidation(say(Text("Please choose one of the list.")))
            return
        if all(self.data != value for value, _ in self.choices):
            raise StopValidation(say(Text("Please choose one of the list.")))

    def pairs(self) -> list[tuple[Any, str]]:
        """The choices as value and what the user reads."""
        return [(value, say(Text(name)) if self.translate and name else name) for value, name in self.choices]


class YesField(BooleanField):
    """A box to tick."""

    kind = "yes"
    required = False

    def __init__(self, label: str, *, hint: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.hint = hint
