"""Gas meters and where and when each was installed."""

from app.billing.meters.policy import MeterPolicy
from app.domain.text import Text
from app.web.feature import Action, Feature

METER_INSTALLED = Action("meters.installed", Text("Meter %(meter)s hung up at account %(account)s at %(reading)s m³"))
METER_REMOVED = Action("meters.removed", Text("Meter %(meter)s taken down at account %(account)s at %(reading)s m³"))

FEATURE = Feature(package="app.billing.meters", actions=(METER_INSTALLED, METER_REMOVED), policies=(MeterPolicy,))
