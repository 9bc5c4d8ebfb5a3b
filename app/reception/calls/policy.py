"""What the office decides about telephone calls."""

from app.domain.text import Text
from app.office.policy.declare import policy, value


@policy("reception.calls", Text("Telephone calls"))
class CallPolicy:
    """R-23, R-89, R-152: whether callers are invited, when calls are entered, what counts as a repeated call.

    Whether a call counts for the ownership of a customer (D-12) stands with the claims.
    """

    invite: bool = value(True, Text("Somebody who calls for the first time is to be invited to visit"), row="R-23")
    repeat_days: int = value(
        30,
        Text("A call may be about the matter of an earlier one so long after it"),
        row="R-152",
        unit=Text("days"),
        low=1,
        high=400,
    )
    late_days: int = value(
        3, Text("A call may be entered later, at most so long after it"), row="R-89", unit=Text("days"), low=0, high=60
    )
    sources: str = value(
        "路过、朋友介绍、网络、短视频、户外广告、老客户介绍",
        Text("How callers may have heard of the office; with 、 between them"),
        row="F-04",
        empty=True,
    )
