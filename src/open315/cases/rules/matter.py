"""What of a case competence depends on, for the law to decide. Pure."""

from open315.cases.types import NewCase
from open315.law.rules.competence import Matter


def matter_of(command: NewCase) -> Matter:
    """The question that is put to the table of competence; each place is whose it is, and "" where nobody told it."""
    trader = command.trader
    return Matter(
        kind=str(command.kind),
        goods=command.goods,
        nature=command.nature,
        trader_kind=trader.kind,
        region_code=command.region_code,
        trader_region=trader.region_code,
        platform_region=trader.platform_region,
        purpose=command.purpose,
    )
