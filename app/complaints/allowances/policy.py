"""What the office lays down about allowances and their proofs."""

from app.domain.money import Rate
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.remedies", Text("Returns and allowances"))
class RemedyPolicy:
    """K-32 to K-39. The manual announces three ways to prove an allowance and lists two; the third is taken from the
    list of returns until the office says otherwise (D-29)."""

    tax_rate: Rate = value(Rate(130_000), Text("Value added tax on the goods"), row="K-32")
    third_proof: bool = value(
        True, Text("The original invoice, recovered and stamped, proves an allowance too"), row="D-29"
    )
