"""What the API takes and gives. Codes are those of `/api/v1/codes/`; money is yuan as a decimal string; days are days in China."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from open315.core.text import amounts, cleaned, moments
from open315.intake.commands import ELSEWHERE

Short = Annotated[str, Field(max_length=100)]


def _day(sent: Any) -> Any:
    """The day in China of a text that tells a day or a moment, in whatever frame."""
    return moments.day(sent) if isinstance(sent, str) else sent


def _yuan(sent: Any) -> Any:
    """Yuan of a text that tells an amount in figures or words."""
    found = amounts.read(sent) if isinstance(sent, str) and not sent.isascii() else sent
    return Decimal(found.cents).scaleb(-2) if isinstance(found, amounts.Amount) else found


Yuan = Annotated[Decimal, Field(ge=0, le=100_000_000, decimal_places=2)]
Day = Annotated[date, BeforeValidator(_day)]


class Strict(BaseModel):
    """Unknown fields are refused: a typing mistake must not be silently dropped.

    Not ninja's Schema, which would check each body twice and wrap it for reading attributes: what comes in is plain JSON.
    """

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, sent: Any) -> Any:
        return cleaned(sent)


class TraderIn(Strict):
    """The trader as the consumer knows it."""

    name: Annotated[str, Field(min_length=1, max_length=100)]
    kind: Literal["offline", "own_site", "platform", "platform_seller", "manufacturer"] = "offline"
    credit_code: Annotated[str, Field(max_length=18)] = ""
    address: Annotated[str, Field(max_length=180)] = ""
    place: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    platform_name: Short = ""
    platform_place: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""


class ConsumerIn(Strict):
    """Goes into the identity vault."""

    name: Annotated[str, Field(max_length=60)] = ""
    phone: Annotated[str, Field(max_length=60)] = ""
    email: Annotated[str, Field(max_length=254)] = ""


class CaseIn(Strict):
    """A complaint, report or enquiry."""

    kind: Literal["complaint", "report", "enquiry"]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    narrative: Annotated[str, Field(pattern=r"\S", max_length=5000)]
    place: Annotated[str, Field(pattern=rf"^(\d{{6}}|{ELSEWHERE})$")]
    home: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    purpose: Annotated[str, Field(max_length=24)] = ""
    trader: TraderIn
    consumer: ConsumerIn = ConsumerIn()
    occurred_on: Day | None = None
    goods: Annotated[str, Field(max_length=32)] = ""
    goods_text: Short = ""
    nature: Annotated[str, Field(max_length=24)] = ""
    claims: Annotated[list[str], Field(max_length=12)] = []
    amount: Annotated[Yuan | None, BeforeValidator(_yuan)] = None
    consents: list[Literal["publish", "entrust", "foreclosure"]] = []


class CaseOut(Schema):
    """The receipt. The query code is a secret of the consumer; empty when the council issued another in its place since."""

    number: str
    query_code: str


class TrackIn(Strict):
    """The query code."""

    code: Annotated[str, Field(max_length=40)]


class StepOut(Schema):
    """One public step of a case."""

    at: str
    words: str


class TrackOut(Schema):
    """Where a case stands, without any personal data."""

    number: str
    state: str
    state_words: str
    holder: str
    due_on: date | None
    steps: list[StepOut]


class CodeOut(Schema):
    """One code of a list."""

    code: str
    label: str


class CodesOut(Schema):
    """The code lists a client needs."""

    natures: list[CodeOut]
    goods: list[CodeOut]
    claims: list[CodeOut]
