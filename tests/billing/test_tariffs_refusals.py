"""Every price list that must not be used is refused with its line and the reason."""

from __future__ import annotations

import pytest

from app.billing.tariffs.checks import LONGEST_NAME
from app.billing.tariffs.files import parse_tariff
from app.billing.tariffs.pricelist import MonthDay, Season
from app.domain.errors import Refused
from tests.billing.tariff_examples import BEIJING_2016, COMMERCIAL, SHANGHAI, SHENZHEN


def refusal(text: str) -> str:
    with pytest.raises(Refused) as caught:
        parse_tariff(text)
    return str(caught.value.text)


def swapped(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1
    return text.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('issuer = "', 'isuer = "', "Line 4: “isuer” is unknown."),
        ('length = "year"', 'length = "year"\nlenght = "year"', "Line 10: “lenght” is unknown."),
        ('use = "general"', 'used = "general"', "Line 13: “used” is unknown."),
        ("up_to = 500", "upto = 500", "Line 16: “upto” is unknown."),
        ('step = "once"', 'stop = "once"', "Line 22: “stop” is unknown."),
        ("[household]", "[homes]", "Line 20: “homes” is unknown."),
        ('use = "general"', 'season = { from = "01-01", to = "12-31", on = 1 }', "Line 13: “on” is unknown."),
        ('name = "北京居民用气 2016"\n', "", "Line 1: “name” is missing."),
        ('category = "residential"\n', "", "Line 1: “category” is missing."),
        ("valid_from = 2016-01-01\n", "", "Line 1: “valid_from” is missing."),
        ('length = "year"\n', "", "Line 8: “length” is missing."),
        ("{ up_to = 500, price", "{ up_to = 500 }, #", "Line 16: “price” is missing."),
        ("from_persons = 6\n", "", "Line 20: “from_persons” is missing."),
        ('step = "once"\n', "", "Line 20: “step” is missing."),
        ("raise = [150, 150]\n", "", "Line 20: “raise” is missing."),
        ('use = "general"', 'season = { from = "01-01" }', "Line 13: “to” is missing."),
        ('"北京居民用气 2016"', '" "', "Line 1: Give the price list a name."),
        ('"北京居民用气 2016"', "2016", "Line 1: “name” must be text in quotation marks."),
        ('"北京居民用气 2016"', '"a\\u001bb"', "Line 1: Write this text on one line"),
        ('"北京居民用气 2016"', f'"{"长" * (LONGEST_NAME + 1)}"', "Line 1: This text is too long."),
        ('"residential"', '"Residential"', "Line 2: “Residential” is not allowed here"),
        ('"residential"', "true", "Line 2: “category” must be text in quotation marks."),
        ('"京发改〔2015〕2660号"', '" "', "Line 3: A residential price list needs its price document"),
        ('document = "京发改〔2015〕2660号"\n', "", "Line 1: A residential price list needs its price document"),
        ("2016-01-01", '"2016-01-01"', "Line 5: Write the date as"),
        ("2016-01-01", "2016-01-01T00:00:00", "Line 5: Write the date as"),
        ("2016-01-01", "20160101", "Line 5: Write the date as"),
        ('"0.09"', "0.09", "Line 6: “tax_rate” must be text in quotation marks."),
        ('"0.09"', '"9"', "Line 6: The rate must lie between 0 and 1."),
        ('"0.09"', '"-0.09"', "Line 6: The rate must lie between 0 and 1."),
        ('"0.09"', '""', "Line 6: “” is not a plain number"),
        ('"year"', '"quarter"', "Line 9: “quarter” is not allowed here"),
        ('"01-01"', '"1-1"', "Line 10: “1-1” is no day of the year."),
        ('"01-01"', '"02-30"', "Line 10: “02-30” is no day of the year."),
        ('"01-01"', '"13-01"', "Line 10: “13-01” is no day of the year."),
        ("[cycle]", "[[cycle]]", "Line 8: This must be a table"),
        ("[[plan]]", "[plan]", "Line 12: “plan” must be a list."),
        ('"general"', '" "', "Line 13: Name the use of the plan"),
        ('"general"', '"a\\nb"', "Line 13: Write this text on one line"),
        ('"general"', f'"{"u" * 41}"', "Line 13: This text is too long."),
        ('use = "general"', "season = 1", "Line 13: This must be a table with the keys from, to."),
        ('use = "general"', 'season = { from = "1", to = "12-31" }', "Line 13: “1” is no day of the year."),
        ('use = "general"', "from_persons = 0", "Line 13: The number of persons must lie between 1 and 999."),
        ('use = "general"', "from_persons = true", "Line 13: The number of persons must be a whole number."),
        ('use = "general"', "from_persons = 7.0", "Line 13: The number of persons must be a whole number."),
        ('{ price = "3.90" }', "3.90", "Line 17: This must be a table with the keys up_to, price."),
        ('  { price = "3.90" },\n', "", "Line 14: The last block is missing"),
        ("up_to = 350, ", "", "Line 15: Only the last block of a plan may be without a ceiling."),
        ("up_to = 500", "up_to = 350", "Line 16: The ceilings must rise: 350 does not lie above 350."),
        ("up_to = 500", "up_to = 349.999", "Line 16: The ceilings must rise: 349.999 does not lie above 350."),
        ("up_to = 350", "up_to = 0", "Line 15: The ceilings must rise: 0 does not lie above 0."),
        ("up_to = 350", "up_to = -1", "Line 15: The ceilings must rise: -1 does not lie above 0."),
        ("up_to = 350", "up_to = 350.0001", "Line 15: “350.0001” has too many decimals."),
        ("up_to = 350", "up_to = true", "Line 15: A volume must be a number"),
        ("up_to = 350", "up_to = [350]", "Line 15: A volume must be a number"),
        ("up_to = 350", 'up_to = ""', "Line 15: “” is not a plain number"),
        ("up_to = 350", 'up_to = "1,350"', "Line 15: “1,350” is not a plain number"),
        ("up_to = 350", "up_to = inf", "Line 15: “Infinity” is not a plain number"),
        ("up_to = 350", "up_to = nan", "Line 15: “NaN” is not a plain number"),
        ("up_to = 350", "up_to = 1e999999999", "Line 15: “1E+999999999” is not a plain number"),
        ("up_to = 350", "up_to = 1e-999999999", "Line 15: “1E-999999999” is not a plain number"),
        ("up_to = 350", "up_to = 1e12", "Line 15: The number must lie between"),
        ("up_to = 350", f"up_to = 0x{'F' * 5000}", "Line 15: “"),
        ('"2.50"', "2.50", 'Line 16: Write the price in quotation marks, like "2.28".'),
        ('"2.50"', "2", 'Line 16: Write the price in quotation marks, like "2.28".'),
        ('"2.50"', '"0"', "Line 16: A price must be above zero."),
        ('"2.50"', '"0.0000"', "Line 16: A price must be above zero."),
        ('"2.50"', '"-2.50"', "Line 16: The number must lie between 0 and"),
        ('"2.50"', '"2.50001"', "Line 16: “2.50001” has too many decimals."),
        ('"2.50"', '"2,942"', "Line 16: “2,942” is not a plain number"),
        ('"2.50"', '"1e30"', "Line 16: “1e30” is not a plain number"),
        ('"2.50"', '"２.50"', "Line 16: “２.50” is not a plain number"),
        ("from_persons = 6", "from_persons = 0", "Line 21: The number of persons must lie between 1 and 999."),
        ("from_persons = 6", "from_persons = true", "Line 21: The number of persons must be a whole number."),
        ('"once"', '"twice"', "Line 22: “twice” is not allowed here, only: once, each."),
        ("[150, 150]", "[150]", "Line 23: “raise” needs one volume for each block"),
        ("[150, 150]", "[150, 150, 150]", "Line 23: “raise” needs one volume for each block"),
        ("[150, 150]", "[]", "Line 23: “raise” needs one volume for each block"),
        ("[150, 150]", "150", "Line 23: “raise” must be a list."),
        ("[150, 150]", "[150,\n true]", "Line 24: A volume must be a number"),
        ("[150, 150]", "[150, -1]", "Line 23: Larger households cannot get lower ceilings."),
        ("[150, 150]", "[150, 0]", "Line 23: With this raise the ceilings of the use “general” would not rise"),
        ('name = "北京', 'name = 北京 "', "Line 1: This is not valid TOML: Invalid value."),
        ("tax_rate", "issuer", "Line 6: This is not valid TOML: Cannot overwrite a value."),
        ("2016-01-01", "2016-02-30", "Line 5: This is not valid TOML: Invalid date or datetime."),
        ("raise = [150, 150]", "raise = [150", "Line 23: This is not valid TOML: Unclosed array."),
        ("up_to = 350", "up_to = 1e99999999999999999999", "The file holds endless numbers or lists"),
        ("up_to = 350", f"up_to = {'9' * 5000}", "The file holds endless numbers or lists"),
        ("up_to = 350", f"up_to = {'[' * 5000}", "The file holds endless numbers or lists"),
    ],
)
def test_it_refuses_with_the_line_and_the_reason(old: str, new: str, expected: str) -> None:
    assert refusal(swapped(BEIJING_2016, old, new)).startswith(expected)


def test_it_refuses_a_list_without_plans() -> None:
    head = COMMERCIAL.partition("[cycle]")[0]
    assert refusal(head) == "Line 1: “cycle” is missing."
    assert refusal(head + '[cycle]\nlength = "year"\n') == "Line 1: “plan” is missing."
    assert (
        refusal("plan = []\n" + head + '[cycle]\nlength = "year"\n') == "Line 1: A price list needs at least one plan."
    )
    assert refusal("") == "Line 1: “name” is missing."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('from = "11-01"', 'from = "10-31"', "Line 14: The seasons of the use “general” overlap on 10-31."),
        ('from = "11-01"', 'from = "11-02"', "Line 14: The seasons of the use “general” leave 11-01 uncovered."),
        ('to = "04-30"', 'to = "05-01"', "Line 14: The seasons of the use “general” overlap on 05-01."),
        ('to = "04-30"', 'to = "04-29"', "Line 14: The seasons of the use “general” leave 04-30 uncovered."),
        ('season = { from = "11-01", to = "04-30" }\n', "", "Line 13: The use “general” has a plan for the whole year"),
        ('season = { from = "05-01", to = "10-31" }\n', "", "Line 12: The use “general” has a plan for the whole year"),
        (
            'season = { from = "11',
            'use = "rural"\nseason = { from = "11',
            "Line 10: The seasons of the use “general” l",
        ),
    ],
)
def test_it_refuses_seasons_that_overlap_or_leave_days_uncovered(old: str, new: str, expected: str) -> None:
    assert refusal(swapped(SHENZHEN, old, new)).startswith(expected)


def test_29_february_needs_a_season_too() -> None:
    text = SHENZHEN.replace("05-01", "03-01").replace("10-31", "12-31").replace("11-01", "01-01")
    assert refusal(text.replace("04-30", "02-28")).endswith("leave 02-29 uncovered.")
    assert parse_tariff(text.replace("04-30", "02-29")).plans[1].season == Season(MonthDay(1, 1), MonthDay(2, 29))


def test_two_plans_for_one_use_overlap() -> None:
    plan = '[[plan]]\nuse = "flat"\nfrom_persons = 9\nblocks = [{ price = "3.00" }]\n'
    assert refusal(SHANGHAI + plan).startswith("Line 21: The use “flat” has a plan for the whole year and one more")


def test_a_raise_may_not_let_the_ceilings_of_any_household_cross() -> None:
    each = swapped(BEIJING_2016, '"once"', '"each"')
    assert parse_tariff(swapped(each, "[150, 150]", "[10, 10]")).household is not None
    assert "would not rise any more" in refusal(swapped(each, "[150, 150]", "[11, 10]"))
    assert parse_tariff(swapped(BEIJING_2016, "[150, 150]", "[11, 10]")).household is not None


def test_a_raise_needs_a_block_to_raise() -> None:
    raised = COMMERCIAL + '[household]\nfrom_persons = 6\nstep = "once"\nraise = [10]\n'
    assert refusal(raised).startswith("Line 11: “raise” needs one volume")
