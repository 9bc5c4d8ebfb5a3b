"""The price lists of the office in office_sheets.py, in the public file format."""

RESIDENTIAL = """
name = "居民"
category = "residential"
document = "发改〔2024〕号"
issuer = "发改委"
valid_from = 2024-11-12
tax_rate = "0.09"
[cycle]
length = "year"
[[plan]]
blocks = [{ up_to = 350, price = "2.61" }, { up_to = 500, price = "2.83" }, { price = "4.23" }]
[[plan]]
use = "boiler"
blocks = [{ up_to = 1500, price = "2.61" }, { up_to = 2500, price = "2.83" }, { price = "4.23" }]
[[plan]]
use = "rural"
blocks = [{ up_to = 2500, price = "2.61" }, { up_to = 3000, price = "2.83" }, { price = "4.23" }]
[household]
from_persons = 6
step = "once"
raise = [150, 150]
"""
FLAT = """
name = "{name}"
category = "{category}"
valid_from = 2026-01-01
tax_rate = "0.09"
[cycle]
length = "none"
[[plan]]
blocks = [{{ price = "{price}" }}]
"""
LISTS = {
    "residential": RESIDENTIAL,
    "commercial": FLAT.format(name="商业", category="commercial", price="4.17"),
    "public_welfare": FLAT.format(name="公福", category="public_welfare", price="2.63"),
}
