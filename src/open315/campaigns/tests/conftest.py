"""What most tests of campaigns begin with."""

from typing import Any

import pytest

from open315.campaigns.tests.drafting import Made, made


@pytest.fixture
def there(cast: Any) -> Made:
    """The province's plan of 2026."""
    return made(cast)
