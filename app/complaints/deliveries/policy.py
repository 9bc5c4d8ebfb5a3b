"""What the office lays down about excess quantities."""

from app.domain.money import Rate
from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("complaints.deliveries", Text("Orders and deliveries"))
class DeliveryPolicy:
    """M-13: the manual names a rule of the company and does not give it; until the office enters it, nothing more than
    was approved is taken without asking."""

    excess_ratio: Rate = value(
        Rate(0), Text("Excess acceptance ratio where the customer noted none on his order"), row="M-13"
    )
